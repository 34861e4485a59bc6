import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Cards get the number under which phones fetch what is new; those that exist count as the first. */
export class AddCardSeq1764000000041 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `household_card` ADD COLUMN `seq` bigint NOT NULL DEFAULT 1, ADD INDEX `household_card_seq` (`sight`, `region`, `seq`)')
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE `household_card` DROP INDEX `household_card_seq`, DROP COLUMN `seq`')
  }
}
