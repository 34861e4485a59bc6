import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePairing1764000000015 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`pairing\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`unit_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`post\` varchar(40) NULL,
      \`is_primary\` tinyint NOT NULL,
      \`from_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`to_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      INDEX \`pairing_unit\` (\`unit_id\`, \`to_day\`),
      INDEX \`pairing_account\` (\`account_id\`, \`to_day\`),
      INDEX \`pairing_household\` (\`household_id\`, \`to_day\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `pairing`')
  }
}
