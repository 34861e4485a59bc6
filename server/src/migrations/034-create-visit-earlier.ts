import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateVisitEarlier1764000000034 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`visit_earlier\` (
      \`visit_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`version\` int NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`facts\` mediumtext NOT NULL,
      \`replaced_at\` datetime(3) NOT NULL,
      PRIMARY KEY (\`visit_id\`, \`version\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `visit_earlier`')
  }
}
