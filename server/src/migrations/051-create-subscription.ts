import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateSubscription1764000000051 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`subscription\` (
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`topic\` varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`template\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`remaining\` int NOT NULL,
      PRIMARY KEY (\`account_id\`, \`topic\`, \`template\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `subscription`')
  }
}
