import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateNotice1764000000050 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`notice\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`kind\` varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`subject_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`cause\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`at\` datetime(3) NOT NULL,
      \`read_at\` datetime(3) NULL,
      PRIMARY KEY (\`id\`),
      UNIQUE INDEX \`notice_cause\` (\`account_id\`, \`cause\`),
      INDEX \`notice_inbox\` (\`account_id\`, \`id\`),
      INDEX \`notice_unread\` (\`account_id\`, \`read_at\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `notice`')
  }
}
