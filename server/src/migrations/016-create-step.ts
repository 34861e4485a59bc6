import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateStep1764000000016 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`step\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`state\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`on_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`note\` varchar(200) NULL,
      INDEX \`step_household\` (\`household_id\`, \`on_day\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `step`')
  }
}
