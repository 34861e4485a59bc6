import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateSheetBatch1764000000060 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`sheet_batch\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`period\` varchar(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`sheets\` int NOT NULL,
      \`at\` datetime(3) NOT NULL,
      \`undone_at\` datetime(3) NULL,
      INDEX \`sheet_batch_account\` (\`account_id\`, \`id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `sheet_batch`')
  }
}
