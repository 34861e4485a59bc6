import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AddPaymentListFile1764000000079 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query('CREATE UNIQUE INDEX `payment_list_file` ON `payment_list` (`file_hash`, `item`, `period`)')
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX `payment_list_file` ON `payment_list`')
  }
}
