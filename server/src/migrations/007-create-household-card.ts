import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateHouseholdCard1764000000007 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`household_card\` (
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`sight\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`region\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`version\` int NOT NULL,
      \`fresh_until\` char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`body\` mediumblob NOT NULL,
      INDEX \`household_card_stale\` (\`version\`, \`household_id\`),
      PRIMARY KEY (\`household_id\`, \`sight\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `household_card`')
  }
}
