import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateDeputy1764000000061 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`deputy\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`region\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`appointment_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`from_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`to_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`appointed_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`appointed_at\` datetime(3) NOT NULL,
      \`ended_at\` datetime(3) NULL,
      \`ended_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      INDEX \`deputy_region\` (\`region\`, \`id\`),
      INDEX \`deputy_appointment\` (\`appointment_id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `deputy`')
  }
}
