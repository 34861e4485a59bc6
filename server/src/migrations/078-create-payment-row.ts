import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePaymentRow1764000000078 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`payment_row\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`list_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`line\` int NOT NULL,
      \`state\` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`member_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`person\` mediumtext NOT NULL,
      \`certificate_index\` char(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`item\` varchar(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`period\` varchar(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`fen\` bigint NOT NULL,
      \`note\` varchar(60) NULL,
      \`why\` varchar(200) NULL,
      \`decided_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`decided_at\` datetime(3) NULL,
      INDEX \`payment_row_list\` (\`list_id\`, \`state\`, \`id\`),
      INDEX \`payment_row_household\` (\`household_id\`, \`period\`),
      INDEX \`payment_row_person\` (\`certificate_index\`, \`period\`, \`item\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `payment_row`')
  }
}
