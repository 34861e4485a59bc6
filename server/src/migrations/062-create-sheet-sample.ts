import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateSheetSample1764000000062 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`sheet_sample\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`region\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`period\` varchar(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`seed\` int NOT NULL,
      \`size\` int NOT NULL,
      \`out_of\` int NOT NULL,
      \`drawn_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`drawn_at\` datetime(3) NOT NULL,
      INDEX \`sheet_sample_region\` (\`region\`, \`id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `sheet_sample`')
  }
}
