import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateSheetSampleItem1764000000063 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`sheet_sample_item\` (
      \`sample_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`n\` int NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`sheet_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`version\` int NOT NULL,
      \`net_fen\` bigint NOT NULL,
      INDEX \`sheet_sample_item_household\` (\`household_id\`),
      PRIMARY KEY (\`sample_id\`, \`n\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `sheet_sample_item`')
  }
}
