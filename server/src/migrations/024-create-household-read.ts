import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateHouseholdRead1764000000024 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`household_read\` (
      \`id\` bigint NOT NULL AUTO_INCREMENT,
      \`at\` datetime(3) NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`appointment_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`role\` varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`region\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`way\` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`reason\` varchar(200) NULL,
      INDEX \`household_read_account\` (\`account_id\`, \`id\`),
      INDEX \`household_read_household\` (\`household_id\`, \`id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `household_read`')
  }
}
