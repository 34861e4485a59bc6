// Makes one file of a job: the cards or labels of a village, or a whole table. Every few households it stops for others and for a word to stop.
import { finished } from 'node:stream/promises'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Everywhere } from '../../kernel/db'
import { drawCard, drawLabels, openPaper, sheetsOf, type Sheet } from '../../paper'
import type { CardSource } from './card-source'
import { conditionOf, KINDS, type Selection } from './kinds'
import type { LabelSource } from './label-source'
import type { PieceWriter } from './pieces'
import type { PartRow, JobRow } from './prints.repository'
import { HOUSEHOLDS_AT_ONCE, type TableSource } from './table-source'
import { csvWriter, xlsxWriter } from './tables'

const CARDS_AT_ONCE = 40
/** Cards between two looks at the world: some thirty milliseconds. */
const BREATH = 4
/** Undelivered bytes of a document above which drawing waits. */
const AHEAD = 512 * 1024

export interface Pace { /** Throws when the job was cancelled, or is another's by now. */ go(items: number): void }

export class PartMaker {
  constructor(private readonly house: Everywhere, private readonly county: County, private readonly cards: CardSource, private readonly labels: LabelSource, private readonly tables: TableSource) {}

  /** Answers how many items it holds. */
  async make(job: JobRow, part: PartRow, out: PieceWriter, pace: Pace): Promise<number> {
    const selection = JSON.parse(job.selection) as Selection
    const ids = await this.#households(selection, part.region)
    const { of, format } = KINDS[job.kind]
    if (format === 'pdf') return of === 'labels' ? this.#labels(job, part, ids, selection, out, pace) : this.#cards(job, part, ids, selection, out, pace)
    return this.#table(job, ids, selection, out, pace)
  }

  /** Of the part's land, as people walk: group by group (2 before 10), then by number. */
  async #households(selection: Selection, region: string): Promise<string[]> {
    const { sql, params } = conditionOf(selection)
    const rows = await this.house.select<{ id: string; region: string; group_name: string | null; household_no: string }>(
      `SELECT h.id, h.region, h.group_name, h.household_no FROM household h WHERE ${sql} AND h.region LIKE :land`, { ...params, land: `${region}%` })
    const order = new Intl.Collator('zh-CN', { numeric: true })
    const key = (row: { region: string; group_name: string | null; household_no: string }): string => `${row.region} ${row.group_name ?? ''} ${row.household_no}`
    return rows.map((row) => ({ id: row.id, key: key(row) })).sort((a, b) => order.compare(a.key, b.key)).map(({ id }) => id)
  }

  async #cards(job: JobRow, part: PartRow, ids: string[], { year, drafts }: Selection, out: PieceWriter, pace: Pace): Promise<number> {
    const { elder = false } = KINDS[job.kind]
    const words = { title: `${this.county.settings.name}精准扶贫明白卡`, ...this.county.settings.paper }
    let items = 0
    await this.#document(job, part, out, async (sheet, breathe) => {
      for (let from = 0; from < ids.length; from += CARDS_AT_ONCE) {
        for (const { content, stamp } of await this.cards.cards(ids.slice(from, from + CARDS_AT_ONCE), year as number, drafts)) {
          drawCard(sheet, content, stamp, words, { elder, evenPages: true })
          items++
          pace.go(items)
          if (items % BREATH === 0) await breathe()
        }
      }
      if (items === 0) emptyPage(sheet)
    })
    return items
  }

  async #labels(job: JobRow, part: PartRow, ids: string[], { perSheet }: Selection, out: PieceWriter, pace: Pace): Promise<number> {
    const { settings } = this.county
    const what = `${part.name} 门牌码`
    const all = await this.labels.labels(ids)
    const sheets = sheetsOf(all.length, perSheet)
    await this.#document(job, part, out, async (sheet, breathe) => {
      for (let n = 0; n < sheets; n++) {
        drawLabels(sheet, all.slice(n * perSheet, (n + 1) * perSheet), { what, heading: settings.labels.heading, printedOn: clock.today(), perSheet }, { first: n, sheets })
        pace.go(Math.min(all.length, (n + 1) * perSheet))
        await breathe()
      }
      if (sheets === 0) emptyPage(sheet)
    })
    return all.length
  }

  async #document(job: JobRow, part: PartRow, out: PieceWriter, draw: (sheet: Sheet, breathe: () => Promise<void>) => Promise<void>): Promise<void> {
    const { doc, sheet } = openPaper({ title: `${part.name} ${KINDS[job.kind].words}`, subject: job.title, author: this.county.settings.paper.issuer, at: clock.date() })
    doc.pipe(out)
    const written = finished(out)
    // Whoever draws may fail first; then this one is nobody's.
    written.catch(() => undefined)
    try {
      await draw(sheet, async () => {
        do await new Promise((resolve) => { setImmediate(resolve) }); while (doc.readableLength > AHEAD && !out.destroyed)
        if (out.errored) throw out.errored
      })
      sheet.end()
      await written
    } catch (error) {
      doc.unpipe(out)
      out.destroy()
      throw error
    }
  }

  async #table(job: JobRow, ids: string[], selection: Selection, out: PieceWriter, pace: Pace): Promise<number> {
    const { of, format, words } = KINDS[job.kind]
    const table = this.tables.of(of as 'sheets' | 'cards' | 'households', selection)
    const writer = format === 'xlsx' ? xlsxWriter(out, words, table.columns) : csvWriter(out, table.columns)
    const written = finished(out)
    written.catch(() => undefined)
    let items = 0
    try {
      for (let from = 0; from < ids.length; from += HOUSEHOLDS_AT_ONCE) {
        const rows = await table.rows(ids.slice(from, from + HOUSEHOLDS_AT_ONCE))
        await writer.rows(rows)
        items += rows.length
        pace.go(items)
      }
      await writer.end()
      await written
      return items
    } catch (error) {
      out.destroy()
      throw error
    }
  }
}

/** A PDF has a page. */
function emptyPage(sheet: Sheet): void {
  sheet.page()
  sheet.tag('P', () => { sheet.text('没有可以打印的', 12, 130, 186, 10, { size: 14, align: 'center' }) })
}
