import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How many photos an account announced in a day is counted in the index alone. */
export class AddPhotoAccount1764000000070 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query('CREATE INDEX `photo_account` ON `photo` (`account_id`, `id`)')
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX `photo_account` ON `photo`')
  }
}
