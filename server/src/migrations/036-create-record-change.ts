import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateRecordChange1764000000036 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`record_change\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`member_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`kind\` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`member_change\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`effective_on\` char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`state\` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`reason\` varchar(200) NOT NULL,
      \`evidence\` varchar(400) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`author_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`author_role\` varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`made_on\` int NOT NULL,
      \`took_effect_in\` int NULL,
      \`at\` datetime(3) NOT NULL,
      \`version\` int NOT NULL,
      \`ended_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`ended_at\` datetime(3) NULL,
      \`ended_reason\` varchar(200) NULL,
      INDEX \`record_change_waiting\` (\`state\`, \`id\`),
      INDEX \`record_change_household\` (\`household_id\`, \`id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `record_change`')
  }
}
