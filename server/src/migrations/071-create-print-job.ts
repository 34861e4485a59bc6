import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePrintJob1764000000071 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`print_job\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`kind\` varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`region\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`selection\` mediumtext NOT NULL,
      \`title\` varchar(120) NOT NULL,
      \`state\` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`done\` int NOT NULL,
      \`total\` int NOT NULL,
      \`remarks\` mediumtext NOT NULL,
      \`failure\` varchar(200) NULL,
      \`tries\` int NOT NULL,
      \`holder\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`held_until\` datetime(3) NOT NULL,
      \`created_at\` datetime(3) NOT NULL,
      \`finished_at\` datetime(3) NULL,
      INDEX \`print_job_account\` (\`account_id\`, \`id\`),
      INDEX \`print_job_open\` (\`state\`, \`held_until\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `print_job`')
  }
}
