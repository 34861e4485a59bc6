import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateCodeImage1764000000009 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`code_image\` (
      \`code\` char(17) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`type\` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`bytes\` mediumblob NOT NULL,
      \`fetched_at\` datetime(3) NOT NULL,
      PRIMARY KEY (\`code\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `code_image`')
  }
}
