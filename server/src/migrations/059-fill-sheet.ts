import type { MigrationInterface, QueryRunner } from 'typeorm'
import { MARK } from '../kernel/db'

const SUM = (letter: string): string => `SUM(CASE WHEN e.item LIKE '${letter}%' THEN e.fen ELSE 0 END)`
/** The least finished line decides, as the card's months were shown. */
const STATE = "CASE WHEN SUM(e.state = '01') > 0 THEN 'draft' WHEN SUM(e.state = '04') > 0 THEN 'returned' WHEN SUM(e.state = '02') > 0 THEN 'submitted' ELSE 'approved' END"
const MONTHS = "FROM `entry` e WHERE e.sheet_id IS NULL AND e.state <> '05' GROUP BY e.household_id, e.period"

/** Months that were entered before there were sheets get one each; its id follows from household and month, so that a run that was cut off goes on. */
export class FillSheet1764000000059 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`${MARK} INSERT IGNORE INTO \`sheet\` (id, household_id, period, revision, version, state, newest, wage_fen, business_fen, property_fen, transfer_fen, expense_fen, line_count, warnings, oddness, writers,
        saved_by, submitted_at, decided_by, decided_at, built_upon, created_at)
      SELECT CONCAT('01', UPPER(SUBSTR(MD5(CONCAT(e.household_id, e.period)), 1, 24))), e.household_id, e.period, 1, 1, ${STATE}, 1,
        ${SUM('A')}, ${SUM('B')}, ${SUM('C')}, ${SUM('D')}, SUM(CASE WHEN e.item = 'E8' THEN -e.fen WHEN e.item LIKE 'E%' THEN e.fen ELSE 0 END), COUNT(*), '[]', 0, COALESCE(MAX(e.created_by), ''),
        MAX(e.created_by), COALESCE(MAX(e.approved_at), UTC_TIMESTAMP(3)), MAX(e.approved_by), MAX(e.approved_at), 1, COALESCE(MIN(e.approved_at), UTC_TIMESTAMP(3)) ${MONTHS}`)
    await q.query(`${MARK} UPDATE \`entry\` e JOIN \`sheet\` s ON s.household_id = e.household_id AND s.period = e.period SET e.sheet_id = s.id WHERE e.sheet_id IS NULL AND e.state <> '05'`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`${MARK} UPDATE \`entry\` SET sheet_id = NULL`)
    await q.query(`${MARK} DELETE FROM \`sheet\``)
  }
}
