// Rows: one annual card derived afresh against its queries alone; the figures of all households after a rule has changed against one INSERT … SELECT.
import { openCli } from '../src/cli/open'
import { AnnualContents, AnnualFigures, freeze, gatherAnnual, UNSCOPED, type AnnualRow } from '../src/features/annual-cards'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import type { Database } from '../src/kernel/db'
import { cardYear } from '@onecard/shared/rules/period'
import { median } from './load'
import type { Place } from './place'
import type { Population } from './population'
import type { Report } from './report'
import type { Settings } from './settings'

const DB = 'bench_county'
const DERIVED = { target: 1.3, households: 300 }
const REBUILT = { target: 4 }

export async function annualRows(place: Place, settings: Settings, population: Population, report: Report): Promise<void> {
  const cli = await openCli({ ...place.env, databaseOwnerUrl: place.url(DB), databaseUrl: null })
  try {
    await derived(cli.db, new AnnualContents(county, cli.vault), settings, population, report)
    await rebuilt(place, cli.db, settings, population, report)
  } finally { await cli.close() }
}

/** Nine statements each side, eight of them at once; ours makes the content of their rows and its hash besides. */
async function derived(db: Database, contents: AnnualContents, settings: Settings, population: Population, report: Report): Promise<void> {
  const house = db.everywhere('the bench derives cards')
  const select = (sql: string, params: Record<string, unknown>): Promise<AnnualRow[]> => house.select(sql, params)
  const today = clock.today()
  const span = contents.span(county.lastClosedYear(today), today)
  const queries = async (id: string) => gatherAnnual(select, await select('SELECT h.* FROM household h WHERE h.id IN (:ids)', { ids: [id] }), UNSCOPED, span)
  const step = Math.max(1, Math.floor(population.ids.length / DERIVED.households))
  const ids = population.ids.filter((_, i) => i % step === 0).slice(0, DERIVED.households)
  const [floor, ours]: number[][] = [[], []]
  for (let round = 0; round <= settings.rounds; round++) {
    const turns = [async () => { floor.push(await timed(async () => { for (const id of ids) await queries(id) })) }, async () => {
      ours.push(await timed(async () => { for (const id of ids) freeze(contents.build(await queries(id), span, today)[0].content) }))
    }]
    for (const turn of round % 2 ? turns : turns.reverse()) await turn()
  }
  // The first warms up both.
  for (const list of [floor, ours]) list.shift()
  const ratios = ours.map((ms, i) => ms / floor[i])
  report.row({
    work: `annual card of one household derived afresh with its hash; ${population.ids.length.toLocaleString('en')} households`, floor: `${(median(floor) / ids.length).toFixed(2)} ms (the queries alone)`, ours: `${(median(ours) / ids.length).toFixed(2)} ms`,
    measured: `${median(ratios).toFixed(2)} × (rounds ${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`, target: `≤ ${DERIVED.target} ×`, reached: median(ratios) <= DERIVED.target,
  })
}

const SUMS = `SELECT h.id, COALESCE(SUM(IF(e.item < 'E', e.fen, 0)), 0), COALESCE(SUM(IF(e.item >= 'E' AND e.item <> 'E8', e.fen, 0)), 0), COALESCE(SUM(IF(e.item = 'E8', e.fen, 0)), 0),
    (SELECT COUNT(*) FROM ${DB}.member m WHERE m.household_id = h.id)
  FROM ${DB}.household h LEFT JOIN ${DB}.entry e ON e.household_id = h.id AND e.period >= ? AND e.period <= ? AND e.state = '03' AND e.item < 'F' GROUP BY h.id`

/** A rule that moves every household: an item that most of them have is left out, and the next time is not. */
async function rebuilt(place: Place, db: Database, settings: Settings, population: Population, report: Report): Promise<void> {
  const figures = new AnnualFigures(db, county)
  const { from, to } = cardYear(county.lastClosedYear(clock.today()), county.settings.cardYear.startMonth)
  const { income } = county.settings
  const usual = income.notCountedItems
  const moves = ['A1', 'A4', 'B1', 'B2', 'C2', 'D61']
  await figures.rebuild()
  const [floor, ours]: number[][] = [[], []]
  let moved = 0
  try {
    for (let round = 0; round <= settings.rounds; round++) {
      const turns = [async () => {
        await place.owner.query(`DROP TABLE IF EXISTS ${DB}.floor_figure`)
        await place.owner.query(`CREATE TABLE ${DB}.floor_figure (household_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, gross BIGINT, expense BIGINT, subsidy BIGINT, heads INT)`)
        floor.push(await timed(() => place.owner.query(`INSERT INTO ${DB}.floor_figure ${SUMS}`, [from, to])))
      }, async () => {
        income.notCountedItems = round % 2 ? usual : [...usual, ...moves]
        ours.push(await timed(async () => { moved = await figures.rebuild() }))
      }]
      for (const turn of round % 2 ? turns : turns.reverse()) await turn()
    }
  } finally {
    income.notCountedItems = usual
    await figures.rebuild()
    await place.owner.query(`DROP TABLE IF EXISTS ${DB}.floor_figure`)
  }
  for (const list of [floor, ours]) list.shift()
  const ratios = ours.map((ms, i) => ms / floor[i])
  report.row({
    work: `figures of ${population.ids.length.toLocaleString('en')} households reckoned anew after a rule changed, ${moved.toLocaleString('en')} written, their cards marked and announced`, floor: `${median(floor).toFixed(0)} ms (one INSERT … SELECT of their sums)`, ours: `${median(ours).toFixed(0)} ms`,
    measured: `${median(ratios).toFixed(2)} × (rounds ${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`, target: `≤ ${REBUILT.target} ×`, reached: median(ratios) <= REBUILT.target,
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
