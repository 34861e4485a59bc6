import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AddEntrySheet1764000000058 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE \`entry\` ADD \`sheet_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD \`n\` int NULL,
      ADD \`member_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD \`quantity_milli\` bigint NULL,
      ADD \`unit\` varchar(8) NULL,
      ADD \`unit_price_fen\` bigint NULL,
      ADD \`evidence\` varchar(260) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD \`proposal\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD \`dropped_in\` int NULL, ADD INDEX \`entry_sheet\` (\`sheet_id\`)`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `entry` DROP INDEX `entry_sheet`, DROP COLUMN `sheet_id`, DROP COLUMN `n`, DROP COLUMN `member_id`, DROP COLUMN `quantity_milli`, DROP COLUMN `unit`, DROP COLUMN `unit_price_fen`, DROP COLUMN `evidence`, DROP COLUMN `proposal`, DROP COLUMN `dropped_in`')
  }
}
