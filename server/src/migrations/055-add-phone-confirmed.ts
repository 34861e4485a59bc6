import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AddPhoneConfirmed1764000000055 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `household` ADD `phone_confirmed` tinyint NOT NULL DEFAULT 1, ADD `phone_by` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL')
    await q.query('ALTER TABLE `member` ADD `phone_confirmed` tinyint NOT NULL DEFAULT 1, ADD `phone_by` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL')
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `member` DROP COLUMN `phone_by`, DROP COLUMN `phone_confirmed`')
    await q.query('ALTER TABLE `household` DROP COLUMN `phone_by`, DROP COLUMN `phone_confirmed`')
  }
}
