import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateAccount1764000000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`account\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`name\` varchar(40) NOT NULL,
      \`password_hash\` varchar(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`phone_sealed\` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`phone_index\` char(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`active\` tinyint NOT NULL,
      \`demo\` tinyint NOT NULL,
      \`created_at\` datetime(3) NOT NULL,
      INDEX \`account_phone\` (\`phone_index\`),
      UNIQUE INDEX \`account_name\` (\`account\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `account`')
  }
}
