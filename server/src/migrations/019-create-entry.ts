import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateEntry1764000000019 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`entry\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`period\` varchar(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`item\` varchar(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`fen\` bigint NOT NULL,
      \`state\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`note\` varchar(200) NULL,
      \`source\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`created_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`approved_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`approved_at\` datetime(3) NULL,
      INDEX \`entry_household\` (\`household_id\`, \`period\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `entry`')
  }
}
