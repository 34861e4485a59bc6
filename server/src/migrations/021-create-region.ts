import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateRegion1764000000021 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`region\` (
      \`code\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`name\` varchar(40) NOT NULL,
      \`level\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`parent_code\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`poverty\` tinyint NOT NULL,
      INDEX \`region_parent\` (\`parent_code\`),
      PRIMARY KEY (\`code\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `region`')
  }
}
