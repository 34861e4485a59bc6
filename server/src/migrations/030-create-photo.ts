import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePhoto1764000000030 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`photo\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`sha256\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`bytes\` int NOT NULL,
      \`taken_at\` datetime(3) NOT NULL,
      \`state\` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`width\` int NULL,
      \`height\` int NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`stored_at\` datetime(3) NULL,
      INDEX \`photo_hash\` (\`sha256\`),
      UNIQUE INDEX \`photo_household\` (\`household_id\`, \`sha256\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `photo`')
  }
}
