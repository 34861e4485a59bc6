import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateHouseholdCode1764000000008 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`household_code\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`live_household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`code\` char(17) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`number\` char(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`issued_at\` datetime(3) NOT NULL,
      \`issued_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`revoked_at\` datetime(3) NULL,
      \`revoke_kind\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`revoke_reason\` varchar(200) NULL,
      INDEX \`household_code_household\` (\`household_id\`),
      UNIQUE INDEX \`household_code_live\` (\`live_household_id\`),
      UNIQUE INDEX \`household_code_number\` (\`number\`),
      UNIQUE INDEX \`household_code_code\` (\`code\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `household_code`')
  }
}
