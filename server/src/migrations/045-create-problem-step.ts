import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateProblemStep1764000000045 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`problem_step\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`problem_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`act\` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`role\` varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`takes\` tinyint NOT NULL,
      \`text\` varchar(500) NULL,
      \`photos\` varchar(600) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`at\` datetime(3) NOT NULL,
      INDEX \`problem_step_problem\` (\`problem_id\`, \`id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `problem_step`')
  }
}
