import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateOutboxEvent1764000000025 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`outbox_event\` (
      \`id\` bigint NOT NULL AUTO_INCREMENT,
      \`topic\` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`payload\` mediumtext NOT NULL,
      \`available_at\` datetime(3) NOT NULL,
      \`tries\` int NOT NULL,
      \`done_at\` datetime(3) NULL,
      \`last_error\` varchar(200) NULL,
      INDEX \`outbox_event_due\` (\`done_at\`, \`available_at\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `outbox_event`')
  }
}
