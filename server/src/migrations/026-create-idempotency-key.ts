import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateIdempotencyKey1764000000026 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`idempotency_key\` (
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`key_id\` char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`request\` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`answer\` mediumtext CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`at\` datetime(3) NOT NULL,
      INDEX \`idempotency_key_at\` (\`at\`),
      PRIMARY KEY (\`account_id\`, \`key_id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `idempotency_key`')
  }
}
