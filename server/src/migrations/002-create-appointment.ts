import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateAppointment1764000000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`appointment\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`role\` varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`lands\` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`unit_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`policy_area\` varchar(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`from_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`to_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      INDEX \`appointment_household\` (\`household_id\`),
      INDEX \`appointment_account\` (\`account_id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `appointment`')
  }
}
