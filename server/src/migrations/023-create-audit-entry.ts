import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateAuditEntry1764000000023 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`audit_entry\` (
      \`id\` bigint NOT NULL AUTO_INCREMENT,
      \`at\` datetime(3) NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`appointment_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`role\` varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`operation\` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`subject\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`region\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`reason\` varchar(200) NULL,
      \`changed\` mediumtext NOT NULL,
      INDEX \`audit_entry_account\` (\`account_id\`, \`id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `audit_entry`')
  }
}
