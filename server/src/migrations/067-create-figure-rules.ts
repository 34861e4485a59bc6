import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateFigureRules1764000000067 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`figure_rules\` (
      \`id\` int NOT NULL,
      \`fingerprint\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `figure_rules`')
  }
}
