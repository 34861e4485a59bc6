import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateUnit1764000000006 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`unit\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`name\` varchar(80) NOT NULL,
      \`affiliation\` varchar(20) NULL,
      \`head\` varchar(40) NULL,
      \`phone\` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `unit`')
  }
}
