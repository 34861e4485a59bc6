import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateImportProblem1764000000018 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`import_problem\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`job_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`seq\` int NOT NULL,
      \`severity\` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`rule\` varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`sheet\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`line\` int NOT NULL,
      \`column\` varchar(80) NOT NULL,
      \`read\` varchar(120) NOT NULL,
      \`expected\` varchar(200) NOT NULL,
      UNIQUE INDEX \`import_problem_job\` (\`job_id\`, \`seq\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `import_problem`')
  }
}
