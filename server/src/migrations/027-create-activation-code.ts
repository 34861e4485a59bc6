import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateActivationCode1764000000027 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`activation_code\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`code_index\` char(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`made_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`made_at\` datetime(3) NOT NULL,
      \`expires_at\` datetime(3) NOT NULL,
      \`tries\` int NOT NULL,
      \`waiting\` tinyint NOT NULL,
      UNIQUE INDEX \`activation_code_account\` (\`account_id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `activation_code`')
  }
}
