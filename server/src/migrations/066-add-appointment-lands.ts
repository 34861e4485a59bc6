import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who holds a role in a village is asked for every annual card. */
export class AddAppointmentLands1764000000066 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query('CREATE INDEX `appointment_lands` ON `appointment` (`role`, `lands`)')
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX `appointment_lands` ON `appointment`')
  }
}
