import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateSession1764000000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`session\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`token_hash\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`device\` varchar(20) NOT NULL,
      \`created_at\` datetime(3) NOT NULL,
      \`last_seen_at\` datetime(3) NOT NULL,
      \`expires_at\` datetime(3) NOT NULL,
      \`idle_minutes\` int NOT NULL,
      \`revoked_at\` datetime(3) NULL,
      INDEX \`session_account\` (\`account_id\`, \`revoked_at\`),
      UNIQUE INDEX \`session_token\` (\`token_hash\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `session`')
  }
}
