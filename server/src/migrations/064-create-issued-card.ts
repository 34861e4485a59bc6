import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateIssuedCard1764000000064 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`issued_card\` (
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`year\` int NOT NULL,
      \`version\` int NOT NULL,
      \`hash\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`verification\` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`body\` mediumblob NOT NULL,
      \`issued_at\` datetime(3) NOT NULL,
      \`issued_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`reason\` varchar(200) NULL,
      \`changed\` tinyint NOT NULL,
      UNIQUE INDEX \`issued_card_verification\` (\`verification\`),
      PRIMARY KEY (\`household_id\`, \`year\`, \`version\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `issued_card`')
  }
}
