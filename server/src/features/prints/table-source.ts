// Rows of the exports and their columns. Masks are those of exports: certificates and phones never whole, illness only with a reason.
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { dayOfInstant } from '@onecard/shared/rules/day'
import { cardYear } from '@onecard/shared/rules/period'
import { maskCertificate, maskPhone } from '@onecard/shared/rules/masking'
import type { Everywhere } from '../../kernel/db'
import type { County } from '../../kernel/county'
import type { Vault } from '../../kernel/vault'
import type { CardSource, PrintedCard } from './card-source'
import type { Selection } from './kinds'
import type { Column } from './tables'

type Row = Record<string, any>

/** Households whose rows are fetched at once. */
export const HOUSEHOLDS_AT_ONCE = 40

export interface Table<R> { columns: Column<R>[]; rows(ids: readonly string[]): Promise<R[]> }

const text = <R>(head: string, width: number, of: (row: R) => string | null): Column<R> => ({ head, width, kind: 'text', of })
const money = <R>(head: string, of: (row: R) => number | string | null): Column<R> => ({ head, width: 13, kind: 'money', of: (row) => { const fen = of(row); return fen === null || fen === undefined ? null : Number(fen) } })
const number = <R>(head: string, width: number, of: (row: R) => number | null): Column<R> => ({ head, width, kind: 'number', of })

export class TableSource {
  constructor(private readonly house: Everywhere, private readonly vault: Vault, private readonly county: County, private readonly cards: CardSource) {}

  of(kind: 'sheets' | 'cards' | 'households', selection: Selection): Table<any> {
    return kind === 'sheets' ? this.#sheets(selection) : kind === 'cards' ? this.#cards(selection) : this.#households(selection)
  }

  #place<R>(of: (row: R) => { region: string; group: string | null; householdNo: string; headName: string }): Column<R>[] {
    return [
      text('乡镇', 14, (row) => this.county.place(of(row).region).township), text('村', 14, (row) => this.county.place(of(row).region).village), text('村民小组', 14, (row) => of(row).group),
      text('户编号', 16, (row) => of(row).householdNo), text('户主', 12, (row) => of(row).headName),
    ]
  }

  #households({ reasoned }: Selection): Table<Row> {
    const { county } = this
    const label = (list: string, code: string | null): string | null => code === null ? null : county.label(list, code)
    return {
      columns: [
        ...this.#place<Row>((h) => ({ region: h.region, group: h.group_name, householdNo: h.household_no, headName: h.head_name })),
        text('户主证件号码', 22, (h) => h.certificate_sealed === null ? null : maskCertificate(this.vault.open('member.certificate', h.member_id, h.certificate_sealed))),
        text('联系电话', 14, (h) => h.phone_sealed === null ? null : maskPhone(this.vault.open('household.phone', h.id, h.phone_sealed))),
        number('人口', 7, (h) => h.member_count), text('贫困户属性', 16, (h) => label('household_type', h.household_type)), text('脱贫状态', 14, (h) => label('lifecycle', h.state)),
        text('识别年月', 11, (h) => h.identified_on), number('计划脱贫年度', 13, (h) => h.planned_exit_year), number('实际脱贫年度', 13, (h) => h.exit_year),
        money('人均纯收入（元）', (h) => h.per_capita_fen), text('低于标准', 10, (h) => h.below_line === null ? null : h.below_line === 1 ? '是' : '否'),
        text('帮扶责任人', 12, (h) => h.helper_name), text('帮扶单位', 24, (h) => h.unit_name), text('最近走访', 12, (h) => h.last_visit_on), text('应走访日', 12, (h) => h.due_on),
        ...(reasoned ? [text<Row>('主要致贫原因', 14, (h) => label('cause', h.cause_main)), text<Row>('次要致贫原因', 20, (h) => [h.cause_other1, h.cause_other2].filter(Boolean).map((c: string) => county.label('cause', c)).join('、') || null)] : []),
      ],
      rows: (ids) => this.#inOrder(ids, 'id', `SELECT h.id, h.region, h.group_name, h.household_no, h.head_name, h.member_count, h.household_type, h.state, h.identified_on, h.planned_exit_year, h.exit_year, h.per_capita_fen,
          h.below_line, h.last_visit_on, h.due_on, h.phone_sealed, h.cause_main, h.cause_other1, h.cause_other2, m.id AS member_id, m.certificate_sealed, a.name AS helper_name, u.name AS unit_name
        FROM household h LEFT JOIN member m ON m.id = (SELECT n.id FROM member n WHERE n.household_id = h.id AND n.relation = '01' AND n.left_on IS NULL ORDER BY n.id LIMIT 1)
        LEFT JOIN pairing p ON p.id = (SELECT q.id FROM pairing q WHERE q.household_id = h.id AND q.is_primary = 1 AND q.to_day IS NULL ORDER BY q.from_day DESC, q.id DESC LIMIT 1)
        LEFT JOIN account a ON a.id = p.account_id LEFT JOIN unit u ON u.id = p.unit_id WHERE h.id IN (:ids)`, {}),
    }
  }

  #sheets(selection: Selection): Table<Row> {
    const { county } = this
    const name = (item: string): string => county.label(item[0] === 'X' ? 'excluded_item' : item[0] === 'R' ? 'rigid_expense' : 'income_item', item)
    const { from, to } = periodsOf(county, selection)
    return {
      columns: [
        text('月份', 10, (e) => e.period), ...this.#place<Row>((e) => ({ region: e.region, group: e.group_name, householdNo: e.household_no, headName: e.head_name })),
        text('类别', 16, (e) => GROUPS[e.item[0] as string] ?? null), text('项目', 22, (e) => name(e.item)),
        number('数量', 10, (e) => e.quantity_milli === null ? null : Number(e.quantity_milli) / 1000), text('单位', 7, (e) => e.unit), money('单价（元）', (e) => e.unit_price_fen), money('金额（元）', (e) => e.fen),
        text('状态', 9, (e) => county.label('entry_state', e.state)), text('说明', 30, (e) => e.note), text('填写人', 11, (e) => e.by_name), text('审核人', 11, (e) => e.approved_name),
        text('审核日', 12, (e) => e.approved_at === null ? null : dayOfInstant((e.approved_at as Date).getTime())),
      ],
      rows: (ids) => this.#inOrder(ids, 'household_id', `SELECT e.household_id, e.period, e.item, e.fen, e.state, e.note, e.quantity_milli, e.unit, e.unit_price_fen, e.approved_at, h.region, h.group_name, h.household_no, h.head_name,
          a.name AS by_name, b.name AS approved_name FROM entry e JOIN household h ON h.id = e.household_id LEFT JOIN account a ON a.id = e.created_by LEFT JOIN account b ON b.id = e.approved_by
        WHERE e.household_id IN (:ids) AND ${LINES} ORDER BY e.household_id, e.period, e.n, e.id`, { from, to }),
    }
  }

  #cards({ year, drafts }: Selection): Table<PrintedCard> {
    const c = (of: (content: AnnualCardContent) => string | number | null) => (card: PrintedCard): any => of(card.content)
    return {
      columns: [
        number('年度', 8, c(({ year: y }) => y)), text('卡号', 20, c(({ cardNo }) => cardNo)),
        ...this.#place<PrintedCard>(({ content }) => ({ region: content.region.code, group: content.region.group ?? null, householdNo: content.householdNo, headName: content.headName })),
        number('期末人口', 10, c(({ divisor }) => divisor.members)), money('工资性收入', c(({ groups }) => groups.A.fen)), money('生产经营性收入', c(({ groups }) => groups.B.fen)), money('财产性收入', c(({ groups }) => groups.C.fen)),
        money('转移性收入', c(({ groups }) => groups.D.fen)), money('年收入', c(({ gross }) => gross.fen)), money('生产经营性支出', c(({ groups }) => groups.E.fen)), money('家庭纯收入', c(({ net }) => net.fen)),
        money('人均纯收入', c(({ perCapitaFen }) => perCapitaFen)), money('当年标准', c(({ lineFen }) => lineFen)), text('是否达到', 10, c(({ below, missingMonths }) => below === null || missingMonths > 0 ? '暂不判断' : below ? '没有达到' : '达到')),
        number('缺月数', 9, c(({ missingMonths }) => missingMonths)), text('版本', 10, ({ issued }) => issued ? `第 ${issued.version} 版` : '草稿'), text('核验码', 12, ({ stamp }) => stamp.verification),
        text('签发日', 12, ({ issued }) => issued ? dayOfInstant(issued.issued_at.getTime()) : null), number('签字', 7, ({ signed }) => signed), text('签发后有变化', 13, ({ issued }) => issued === null ? null : Number(issued.changed) === 1 ? '是' : '否'),
      ],
      rows: (ids) => this.cards.cards(ids, year ?? 0, drafts),
    }
  }

  /** Rows of the households in the order of the ids; within one as the statement says. */
  async #inOrder(ids: readonly string[], key: string, sql: string, params: Record<string, unknown>): Promise<Row[]> {
    const by = new Map<string, Row[]>()
    for (const row of await this.house.select<Row>(sql, { ...params, ids })) { const rows = by.get(row[key]); if (rows) rows.push(row); else by.set(row[key], [row]) }
    return ids.flatMap((id) => by.get(id) ?? [])
  }
}

const GROUPS: Record<string, string> = { A: '工资性收入', B: '生产经营性收入', C: '财产性收入', D: '转移性收入', E: '生产经营性支出', X: '不计入收入', R: '刚性支出' }

/** Lines that stand: neither of an older revision nor reversed. */
export const LINES = "e.period >= :from AND e.period <= :to AND e.state NOT IN ('05', '06')"

export function periodsOf(county: County, { year, period }: Pick<Selection, 'year' | 'period'>): { from: string; to: string } {
  if (period !== null) return { from: period, to: period }
  return cardYear(year as number, county.settings.cardYear.startMonth)
}
