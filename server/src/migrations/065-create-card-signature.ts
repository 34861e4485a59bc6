import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateCardSignature1764000000065 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`card_signature\` (
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`year\` int NOT NULL,
      \`version\` int NOT NULL,
      \`signed_as\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`name\` varchar(60) NOT NULL,
      \`at\` datetime(3) NOT NULL,
      \`drawn_sealed\` mediumtext CHARACTER SET ascii COLLATE ascii_bin NULL,
      PRIMARY KEY (\`household_id\`, \`year\`, \`version\`, \`signed_as\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `card_signature`')
  }
}
