import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateComparison1764000000075 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`comparison\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`state\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`created_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`created_at\` datetime(3) NOT NULL,
      \`files\` mediumtext NOT NULL,
      \`progress\` mediumtext NOT NULL,
      \`cut\` tinyint NOT NULL,
      \`failure\` varchar(400) NULL,
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `comparison`')
  }
}
