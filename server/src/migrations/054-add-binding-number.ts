import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AddBindingNumber1764000000054 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `wechat_binding` ADD `number_index` char(32) CHARACTER SET ascii COLLATE ascii_bin NULL')
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `wechat_binding` DROP COLUMN `number_index`')
  }
}
