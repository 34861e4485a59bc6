import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateProblem1764000000044 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`problem\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`kind\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`source\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`status\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`line\` varchar(80) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`line_label\` varchar(60) NULL,
      \`text\` varchar(500) NOT NULL,
      \`photos\` varchar(600) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`raised_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`raised_at\` datetime(3) NOT NULL,
      \`deadline\` char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`open_until\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`responsible_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`answered\` tinyint NOT NULL,
      \`closed_at\` datetime(3) NULL,
      \`version\` int NOT NULL DEFAULT 1,
      INDEX \`problem_open\` (\`open_until\`, \`id\`),
      INDEX \`problem_household\` (\`household_id\`, \`id\`),
      INDEX \`problem_closed\` (\`closed_at\`, \`id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `problem`')
  }
}
