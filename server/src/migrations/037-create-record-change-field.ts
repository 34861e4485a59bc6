import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateRecordChangeField1764000000037 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`record_change_field\` (
      \`change_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`n\` int NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`member_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`of_member\` tinyint NOT NULL,
      \`field\` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`old_value\` varchar(400) NULL,
      \`new_value\` varchar(400) NULL,
      \`held_value\` varchar(400) NULL,
      INDEX \`record_change_field_household\` (\`household_id\`, \`field\`),
      PRIMARY KEY (\`change_id\`, \`n\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `record_change_field`')
  }
}
