import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateConsent1764000000046 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`consent\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`text\` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`agree\` tinyint NOT NULL,
      \`at\` datetime(3) NOT NULL,
      INDEX \`consent_account\` (\`account_id\`, \`id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `consent`')
  }
}
