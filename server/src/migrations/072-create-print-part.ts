import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePrintPart1764000000072 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`print_part\` (
      \`job_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`n\` int NOT NULL,
      \`region\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`name\` varchar(80) NOT NULL,
      \`items\` int NOT NULL,
      \`done\` tinyint NOT NULL,
      \`bytes\` int NOT NULL,
      \`pieces\` int NOT NULL,
      PRIMARY KEY (\`job_id\`, \`n\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `print_part`')
  }
}
