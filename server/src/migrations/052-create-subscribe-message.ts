import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateSubscribeMessage1764000000052 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`subscribe_message\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`notice_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`topic\` varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`template\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`state\` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`made_at\` datetime(3) NOT NULL,
      \`since\` datetime(3) NOT NULL,
      \`why\` varchar(60) NULL,
      PRIMARY KEY (\`id\`),
      INDEX \`subscribe_message_made\` (\`made_at\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `subscribe_message`')
  }
}
