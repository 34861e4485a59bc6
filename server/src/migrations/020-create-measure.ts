import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateMeasure1764000000020 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`measure\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`member_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`kind\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`content\` varchar(120) NOT NULL,
      \`policy\` varchar(120) NULL,
      \`status\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`from_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`to_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`planned_fen\` bigint NULL,
      \`paid_fen\` bigint NULL,
      \`department\` varchar(60) NULL,
      \`person\` varchar(40) NULL,
      INDEX \`measure_household\` (\`household_id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `measure`')
  }
}
