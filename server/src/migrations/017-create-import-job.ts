import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateImportJob1764000000017 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`import_job\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`state\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`created_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`created_at\` datetime(3) NOT NULL,
      \`files\` mediumtext NOT NULL,
      \`counts\` mediumtext NOT NULL,
      \`progress\` mediumtext NOT NULL,
      \`problems\` int NOT NULL,
      \`warnings\` int NOT NULL,
      \`failure\` varchar(200) NULL,
      INDEX \`import_job_created\` (\`created_at\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `import_job`')
  }
}
