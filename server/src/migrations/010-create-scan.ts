import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateScan1764000000010 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`scan\` (
      \`id\` bigint NOT NULL AUTO_INCREMENT,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`at\` datetime(3) NOT NULL,
      \`outcome\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      INDEX \`scan_account\` (\`account_id\`, \`at\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `scan`')
  }
}
