import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePhotoPart1764000000029 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`photo_part\` (
      \`photo_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`start\` int NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`length\` int NOT NULL,
      \`object\` varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`at\` datetime(3) NOT NULL,
      INDEX \`photo_part_at\` (\`at\`),
      PRIMARY KEY (\`photo_id\`, \`start\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `photo_part`')
  }
}
