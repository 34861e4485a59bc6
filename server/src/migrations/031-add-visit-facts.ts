import type { MigrationInterface, QueryRunner } from 'typeorm'
import { MARK } from '../kernel/db'

const ADDED = [
  'version', 'started_at', 'ended_at', 'clock_off_minutes', 'counts_on', 'met_members', 'internal_note', 'companions',
  'promises', 'raised', 'photos', 'longitude', 'latitude', 'position_system', 'accuracy', 'at_house',
  'signature_sealed', 'receipt', 'receipt_hash', 'confirmed', 'confirmed_text', 'confirmed_at', 'withdrawn_at', 'withdrawn_reason',
]

/** What a visit of the phone carries beyond day, kind and text. Those that exist count on their day. */
export class AddVisitFacts1764000000031 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE \`visit\`
      ADD COLUMN \`version\` int NOT NULL DEFAULT '1',
      ADD COLUMN \`started_at\` datetime(3) NULL,
      ADD COLUMN \`ended_at\` datetime(3) NULL,
      ADD COLUMN \`clock_off_minutes\` int NULL,
      ADD COLUMN \`counts_on\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN \`met_members\` varchar(560) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN \`internal_note\` varchar(500) NULL,
      ADD COLUMN \`companions\` mediumtext NULL,
      ADD COLUMN \`promises\` mediumtext NULL,
      ADD COLUMN \`raised\` mediumtext NULL,
      ADD COLUMN \`photos\` varchar(600) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN \`longitude\` decimal(10,7) NULL,
      ADD COLUMN \`latitude\` decimal(10,7) NULL,
      ADD COLUMN \`position_system\` varchar(5) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN \`accuracy\` int NULL,
      ADD COLUMN \`at_house\` tinyint NULL,
      ADD COLUMN \`signature_sealed\` mediumtext CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN \`receipt\` varchar(4) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN \`receipt_hash\` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN \`confirmed\` tinyint NULL,
      ADD COLUMN \`confirmed_text\` varchar(500) NULL,
      ADD COLUMN \`confirmed_at\` datetime(3) NULL,
      ADD COLUMN \`withdrawn_at\` datetime(3) NULL,
      ADD COLUMN \`withdrawn_reason\` varchar(200) NULL,
      ADD UNIQUE INDEX \`visit_receipt\` (\`household_id\`, \`receipt\`)`)
    await q.query(`${MARK} UPDATE \`visit\` SET \`counts_on\` = \`on_day\``)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE \`visit\` DROP INDEX \`visit_receipt\`, ${ADDED.map((column) => `DROP COLUMN \`${column}\``).join(', ')}`)
  }
}
