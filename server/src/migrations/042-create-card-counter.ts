import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateCardCounter1764000000042 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`card_counter\` (
      \`id\` int NOT NULL,
      \`seq\` bigint NOT NULL,
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
    await q.query('INSERT INTO `card_counter` (`id`, `seq`) VALUES (1, 1)')
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `card_counter`')
  }
}
