import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateCardDeparture1764000000043 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`card_departure\` (
      \`region\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`seq\` bigint NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      PRIMARY KEY (\`region\`, \`seq\`, \`household_id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `card_departure`')
  }
}
