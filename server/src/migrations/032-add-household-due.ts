import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Due days are kept; the next start fills them, since no rules are on record yet. */
export class AddHouseholdDue1764000000032 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE \`household\` ADD COLUMN \`due_on\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL, ADD COLUMN \`position_places\` int NOT NULL DEFAULT '0', ADD COLUMN \`position_decided_at\` datetime(3) NULL,
      DROP INDEX \`household_due\`, ADD INDEX \`household_due\` (\`due_on\`, \`id\`, \`region\`)`)
    await q.query(`CREATE TABLE \`due_rules\` (
      \`id\` int NOT NULL,
      \`fingerprint\` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `due_rules`')
    await q.query('ALTER TABLE `household` DROP INDEX `household_due`, ADD INDEX `household_due` (`last_visit_on`, `id`), DROP COLUMN `due_on`, DROP COLUMN `position_places`, DROP COLUMN `position_decided_at`')
  }
}
