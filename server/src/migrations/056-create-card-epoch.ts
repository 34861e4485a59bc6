import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateCardEpoch1764000000056 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`card_epoch\` (
      \`serial\` bigint NOT NULL AUTO_INCREMENT,
      \`mark\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`from_seq\` bigint NOT NULL,
      UNIQUE INDEX \`card_epoch_mark\` (\`mark\`),
      PRIMARY KEY (\`serial\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `card_epoch`')
  }
}
