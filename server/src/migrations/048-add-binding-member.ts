import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AddBindingMember1764000000048 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `wechat_binding` ADD `member_id` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL')
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `wechat_binding` DROP COLUMN `member_id`')
  }
}
