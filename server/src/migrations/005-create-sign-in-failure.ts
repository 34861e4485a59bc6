import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateSignInFailure1764000000005 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`sign_in_failure\` (
      \`subject\` char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`failures\` int NOT NULL,
      \`first_at\` datetime(3) NOT NULL,
      \`locked_until\` datetime(3) NULL,
      PRIMARY KEY (\`subject\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `sign_in_failure`')
  }
}
