import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateSheet1764000000057 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`sheet\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`period\` varchar(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`revision\` int NOT NULL,
      \`version\` int NOT NULL DEFAULT 1,
      \`state\` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`newest\` tinyint NOT NULL,
      \`wage_fen\` bigint NOT NULL,
      \`business_fen\` bigint NOT NULL,
      \`property_fen\` bigint NOT NULL,
      \`transfer_fen\` bigint NOT NULL,
      \`expense_fen\` bigint NOT NULL,
      \`line_count\` int NOT NULL,
      \`warnings\` mediumtext NOT NULL,
      \`oddness\` int NOT NULL,
      \`late_reason\` varchar(200) NULL,
      \`writers\` varchar(4000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`saved_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`submitted_at\` datetime(3) NULL,
      \`decided_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`decided_at\` datetime(3) NULL,
      \`decided_reason\` varchar(200) NULL,
      \`batch_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`ended_batch\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`ended_at\` datetime(3) NULL,
      \`built_upon\` tinyint NOT NULL,
      \`opened_as\` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`opened_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`opened_reason\` varchar(200) NULL,
      \`confirmed\` tinyint NULL,
      \`confirmed_text\` varchar(200) NULL,
      \`confirmed_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`confirmed_at\` datetime(3) NULL,
      \`created_at\` datetime(3) NOT NULL,
      UNIQUE INDEX \`sheet_household\` (\`household_id\`, \`period\`, \`revision\`),
      INDEX \`sheet_state\` (\`household_id\`, \`state\`),
      INDEX \`sheet_batch\` (\`batch_id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `sheet`')
  }
}
