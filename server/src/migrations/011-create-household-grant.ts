import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateHouseholdGrant1764000000011 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`household_grant\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`reason\` varchar(200) NOT NULL,
      \`until\` datetime(3) NOT NULL,
      INDEX \`household_grant_account\` (\`account_id\`, \`until\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `household_grant`')
  }
}
