import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePaymentList1764000000077 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`payment_list\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`created_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`created_at\` datetime(3) NOT NULL,
      \`file_name\` varchar(120) NOT NULL,
      \`file_hash\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`item\` varchar(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`period\` varchar(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`row_count\` int NOT NULL,
      \`fen\` bigint NOT NULL,
      INDEX \`payment_list_author\` (\`created_by\`, \`id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `payment_list`')
  }
}
