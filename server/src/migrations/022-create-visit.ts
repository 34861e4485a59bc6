import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateVisit1764000000022 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`visit\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`on_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`kind\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`met\` varchar(200) NULL,
      \`note\` varchar(1000) NOT NULL,
      \`topics\` mediumtext NULL,
      \`received_at\` datetime(3) NOT NULL,
      INDEX \`visit_account\` (\`account_id\`, \`on_day\`),
      INDEX \`visit_household\` (\`household_id\`, \`on_day\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `visit`')
  }
}
