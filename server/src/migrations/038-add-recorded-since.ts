import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AddRecordedSince1764000000038 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `household` ADD `recorded_since` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL')
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `household` DROP COLUMN `recorded_since`')
  }
}
