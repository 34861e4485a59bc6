import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateComparisonLine1764000000076 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`comparison_line\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`comparison_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`kind\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`sheet\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`line\` int NULL,
      \`household_no\` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`member_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`field\` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`sealed\` mediumtext NOT NULL,
      \`decision\` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`decided_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`decided_at\` datetime(3) NULL,
      INDEX \`comparison_line_of\` (\`comparison_id\`, \`kind\`, \`id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `comparison_line`')
  }
}
