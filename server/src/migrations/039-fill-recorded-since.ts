import type { MigrationInterface, QueryRunner } from 'typeorm'
import { MARK } from '../kernel/db'

/** Households that are there already have changed before anybody wrote it down: their history begins on this day (Asia/Shanghai). */
export class FillRecordedSince1764000000039 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`${MARK} UPDATE \`household\` SET \`recorded_since\` = DATE_FORMAT(DATE_ADD(UTC_TIMESTAMP(), INTERVAL 8 HOUR), '%Y-%m-%d')`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`${MARK} UPDATE \`household\` SET \`recorded_since\` = NULL`)
  }
}
