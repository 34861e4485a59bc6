import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateBurden1764000000035 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`burden\` (
      \`month\` varchar(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`flow\` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`taps\` int NOT NULL,
      \`seconds\` int NOT NULL,
      \`asked_twice\` int NOT NULL,
      \`uses\` int NOT NULL,
      PRIMARY KEY (\`month\`, \`flow\`, \`taps\`, \`seconds\`, \`asked_twice\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `burden`')
  }
}
