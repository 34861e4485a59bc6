// 负担: how many taps and minutes the software costs. Without a person, so neither an actor nor an audit row comes near these rows.
import type { GetBurden, ReportBurden } from '@onecard/shared/contract/visits.requests'
import type { BurdenView } from '@onecard/shared/contract/visits.views'
import { isPeriod, periodOf } from '@onecard/shared/rules/period'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Database } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import { ACTIVE } from '../regions'

interface UseRow { flow: string; taps: number; seconds: number; asked_twice: number; uses: number }

/** Middle of values that occur so many times each. */
function median(rows: readonly UseRow[], of: (row: UseRow) => number, uses: number): number {
  const sorted = [...rows].sort((a, b) => of(a) - of(b))
  let seen = 0
  for (const row of sorted) { seen += row.uses; if (seen * 2 >= uses) return of(row) }
  return 0
}

const sum = (rows: readonly UseRow[], of: (row: UseRow) => number): number => rows.reduce((total, row) => total + of(row) * row.uses, 0)
const tenths = (value: number): number => Math.round(value * 10) / 10

export class BurdenService {
  readonly #house
  constructor(private readonly db: Database) { this.#house = db.everywhere('burden rows belong to no household and to nobody') }

  async report({ flow, taps, seconds, askedTwice }: ReportBurden): Promise<void> {
    await this.#house.execute('INSERT INTO burden (month, flow, taps, seconds, asked_twice, uses) VALUES (:month, :flow, :taps, :seconds, :askedTwice, 1) ON DUPLICATE KEY UPDATE uses = uses + 1',
      { month: periodOf(clock.today()), flow, taps, seconds, askedTwice })
  }

  async of(actor: Actor, { month = periodOf(clock.today()) }: GetBurden): Promise<BurdenView> {
    if (!isPeriod(month)) throw problem('request.invalid', {}, { errors: [{ field: 'month', message: '月份写成 2020-03' }] })
    const [rows, counted] = await Promise.all([
      this.#house.select<UseRow>('SELECT flow, taps, seconds, asked_twice, uses FROM burden WHERE month = :month ORDER BY flow', { month }),
      this.db.read(actor).one<{ n: string }>(`SELECT COUNT(*) AS n FROM household h WHERE {scope:h} AND ${ACTIVE}`),
    ])
    const households = Math.max(1, Number(counted?.n ?? 0))
    const flows = [...new Set(rows.map((row) => row.flow))].map((flow) => {
      const of = rows.filter((row) => row.flow === flow)
      const uses = sum(of, () => 1)
      return { flow, uses, medianTaps: median(of, (row) => row.taps, uses), medianSeconds: median(of, (row) => row.seconds, uses), askedTwicePerUse: tenths(sum(of, (row) => row.asked_twice) / uses) }
    })
    return { month, flows, perHousehold: { taps: tenths(sum(rows, (row) => row.taps) / households), minutes: tenths(sum(rows, (row) => row.seconds) / 60 / households) } }
  }
}
