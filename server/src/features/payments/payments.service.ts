// 发放名单: a department's payments, matched to people by certificate and proposed to the months of their households. What matches nobody is a work list.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { FastifyRequest } from 'fastify'
import type { Page } from '@onecard/shared/contract/common.views'
import { MOST_FEN } from '@onecard/shared/contract/sheets.requests'
import type { DismissPaymentRow, ListPaymentLists, ListPaymentRows, MatchPaymentRow } from '@onecard/shared/contract/payments.requests'
import type { CellProblem, PaymentListView, PaymentRowView, UploadedPaymentsView } from '@onecard/shared/contract/payments.views'
import { formatFen, sumFen } from '@onecard/shared/rules/fen'
import { personKeys } from '@onecard/shared/rules/id-number'
import { maskCertificate } from '@onecard/shared/rules/masking'
import { isPeriod } from '@onecard/shared/rules/period'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import { DatabaseFailure, Rows, type Change, type Database, type HouseTx } from '../../kernel/db'
import { pageOf, ulidAfter, ulidBefore } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import { readTable, UnreadableSheet, withOneFile } from '../imports'
import type { ListRow, Payments, PersonRow, RowRow } from './payments.repository'

const PAGE = 50
const BATCH = 500
/** Faults named in one answer. */
const NAMED = 50
/** Of a list: more than a hundred thousand rows come to. Its texts are held in memory while it is read. */
const INFLATED_BYTES = 128 * 1_048_576
const COLUMNS = ['id', 'list_id', 'line', 'state', 'household_id', 'member_id', 'person', 'certificate_index', 'item', 'period', 'fen', 'note', 'why']

interface Payment { row: number; name: string; certificate: string; item: string; period: string; fen: number; note: string | null }
interface Matched extends Payment { index: string; household: string | null; member: string | null; why: string | null }
/** A payment of the same person, item and month; null: of a list that the reader does not see, so its sum is not told. */
interface Earlier { fen: number | null }

export class PaymentsService {
  constructor(private readonly db: Database, private readonly vault: Vault, private readonly county: County, private readonly payments: Payments, private readonly folder: string) {}

  /** One cell that cannot be read, and nothing is kept. Throws `payment.list_known` for a file that was taken before. */
  async upload(actor: Actor, request: FastifyRequest): Promise<UploadedPaymentsView> {
    const { megabytes } = this.county.settings.import
    return withOneFile(this.folder, megabytes, request, async ({ path, name, fields }) => {
      const item = fields.get('item') ?? ''
      const period = fields.get('period') ?? ''
      const errors = [...this.county.has('income_item', item) ? [] : [{ field: 'item', message: '请选这笔钱算哪一项收入' }], ...isPeriod(period) ? [] : [{ field: 'period', message: '请选发放月份' }]]
      if (errors.length > 0) throw problem('request.invalid', {}, { errors })
      const file = { hash: await hashOf(path), item, period }
      await this.#refuseKnown(file)
      const { payments, problems } = await this.#read(path, item, period)
      if (problems.length > 0) return { list: null, problems: problems.slice(0, NAMED), more: Math.max(0, problems.length - NAMED) }
      if (payments.length === 0) throw problem('table.unreadable', { why: '表头下面没有数据。' })
      const id = newId()
      const matched = await this.#match(payments, this.#author(actor))
      // Sent twice at once, the index lets one in.
      await this.#keep(actor, { id, name, ...file }, matched).catch(async (error: unknown) => {
        if (error instanceof DatabaseFailure && error.duplicate) await this.#refuseKnown(file)
        throw error
      })
      return { list: await this.get(actor, id), problems: [], more: 0 }
    })
  }

  async #refuseKnown(file: { hash: string; item: string; period: string }): Promise<void> {
    const known = await this.payments.known(file)
    if (known) throw problem('payment.list_known', { day: clock.iso(known.created_at).slice(0, 10) })
  }

  async list(actor: Actor, { limit = PAGE, after }: ListPaymentLists): Promise<Page<PaymentListView>> {
    const page = pageOf(await this.payments.page(this.#author(actor), ulidBefore(after), limit + 1), limit, (row) => row.id)
    return { items: await this.#views(page.items), next: page.next }
  }

  async get(actor: Actor, id: string): Promise<PaymentListView> { return (await this.#views([await this.#listOf(actor, id)]))[0] }

  async rows(actor: Actor, { id, state, limit = PAGE, after }: ListPaymentRows): Promise<Page<PaymentRowView>> {
    await this.#listOf(actor, id)
    const page = pageOf(await this.payments.rows(id, state, ulidAfter(after), limit + 1), limit, (row) => row.id)
    return { items: page.items.map((row) => this.#rowView(row)), next: page.next }
  }

  /** Under a household and a member within the actor's reach. */
  async match(actor: Actor, { id, row, household, member }: MatchPaymentRow): Promise<PaymentRowView> {
    const reader = this.db.read(actor)
    const there = await reader.one('SELECT m.id FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.id = :member AND m.household_id = :household AND m.left_on IS NULL', { member, household })
    if (!there) throw problem('not_found')
    return this.#decide(actor, id, row, { state: 'proposed', household, member, why: null }, null)
  }

  dismiss(actor: Actor, { id, row, reason }: DismissPaymentRow): Promise<PaymentRowView> {
    return this.#decide(actor, id, row, { state: 'dismissed', household: null, member: null, why: reason }, reason)
  }

  async #decide(actor: Actor, id: string, rowId: string, facts: { state: string; household: string | null; member: string | null; why: string | null }, reason: string | null): Promise<PaymentRowView> {
    await this.#listOf(actor, id)
    await this.payments.write(async (tx) => {
      const row = await this.payments.locked(tx, id, rowId)
      if (!row) throw problem('not_found')
      if (row.state !== 'unmatched') throw problem('payment.decided')
      await this.payments.decide(tx, rowId, { ...facts, by: actor.accountId })
      await this.#audit(tx, actor, 'payments.decide', rowId, [{ field: 'state', before: row.state, after: facts.state }, ...facts.household === null ? [] : [{ field: 'household', before: null, after: facts.household }]], reason)
    })
    return this.#rowView(await this.payments.one(id, rowId) as RowRow)
  }

  async #read(path: string, item: string, period: string): Promise<{ payments: Payment[]; problems: CellProblem[] }> {
    const { rows } = this.county.settings.import
    const payments: Payment[] = []
    const problems: CellProblem[] = []
    try {
      for await (const line of readTable(this.county, this.county.importColumns.payments, path, { inflatedBytes: INFLATED_BYTES, rows })) {
        problems.push(...line.problems)
        const text = (field: string): string | null => (line.values.get(field) ?? null) as string | null
        const fen = line.values.get('fen') as number | null | undefined
        if (line.problems.length > 0) continue
        if (!(typeof fen === 'number' && fen > 0)) { problems.push({ row: line.row, column: '金额', read: fen === 0 ? '0' : '', expected: '大于 0 的金额' }); continue }
        if (fen > MOST_FEN) { problems.push({ row: line.row, column: '金额', read: formatFen(fen), expected: '一笔最多一千万元' }); continue }
        payments.push({ row: line.row, name: text('name') ?? '', certificate: text('certificate') as string, item: text('item') ?? item, period: text('period') ?? period, fen, note: text('note')?.slice(0, 60) ?? null })
      }
    } catch (error) {
      if (error instanceof UnreadableSheet) throw problem('table.unreadable', { why: error.message })
      throw error
    }
    return { payments, problems }
  }

  /** `author`: whose lists the reader sees; null: everybody's. */
  async #match(payments: readonly Payment[], author: string | null): Promise<Matched[]> {
    const matched: Matched[] = []
    const seen = new Map<string, Earlier>()
    for (let i = 0; i < payments.length; i += BATCH) {
      const batch = payments.slice(i, i + BATCH).map((payment) => ({ payment, index: this.vault.index('certificate', personKeys(payment.certificate)[0]) }))
      const indexes = batch.map(({ index }) => index)
      const people = await this.payments.people(this.county.settings.region, indexes)
      for (const row of await this.payments.earlier(indexes, [...new Set(batch.map(({ payment }) => payment.period))])) seen.set(keyOf(row.certificate_index, row.item, row.period), { fen: author === null || row.created_by === author ? Number(row.fen) : null })
      for (const { payment, index } of batch) {
        const key = keyOf(index, payment.item, payment.period)
        const found = matchOf(payment, people.filter((person) => person.certificate_index === index), seen.get(key))
        if (found.person) seen.set(key, { fen: payment.fen })
        matched.push({ ...payment, index, household: found.person?.household_id ?? null, member: found.person?.id ?? null, why: found.why })
      }
    }
    return matched
  }

  async #keep(actor: Actor, list: { id: string; name: string; hash: string; item: string; period: string }, matched: readonly Matched[]): Promise<void> {
    const total = sumFen(matched.map((m) => m.fen))
    await this.payments.write(async (tx) => {
      await tx.execute('INSERT INTO payment_list (id, created_by, created_at, file_name, file_hash, item, period, row_count, fen) VALUES (:id, :by, :now, :name, :hash, :item, :period, :rows, :total)',
        { ...list, by: actor.accountId, now: clock.date(), rows: matched.length, total })
      const rows = new Rows('payment_row', COLUMNS)
      for (const [n, m] of matched.entries()) {
        const id = newId()
        rows.add([id, list.id, m.row, m.household === null ? 'unmatched' : 'proposed', m.household, m.member, this.payments.sealPerson(id, { name: m.name, certificate: m.certificate }), m.index, m.item, m.period, m.fen, m.note, m.why])
        // Others come in between: a county's list would keep them waiting for seconds.
        if (n % BATCH === BATCH - 1) await rows.flush(tx)
      }
      await rows.flush(tx)
      await this.#audit(tx, actor, 'payments.upload', list.id, [{ field: 'file.sha256', before: null, after: list.hash }, { field: 'rows', before: null, after: String(matched.length) }, { field: 'fen', before: null, after: String(total) }], null)
    })
  }

  async #audit(tx: HouseTx, actor: Actor, operation: string, subject: string, changed: Change[], reason: string | null): Promise<void> {
    const standing = standingOf(actor)
    const rows = new Rows('audit_entry', ['at', 'account_id', 'appointment_id', 'role', 'operation', 'subject', 'region', 'reason', 'changed'])
    rows.add([clock.date(), actor.accountId, standing?.id ?? null, standing?.role ?? '-', operation, subject, this.county.settings.region, reason, JSON.stringify(changed)])
    await rows.flush(tx)
  }

  /** The county office sees all lists, a department its own. */
  #author(actor: Actor): string | null { return actor.acting.some((standing) => standing.role === 'county_office') ? null : actor.accountId }

  async #listOf(actor: Actor, id: string): Promise<ListRow> {
    const list = await this.payments.byId(id, this.#author(actor))
    if (!list) throw problem('not_found')
    return list
  }

  async #views(lists: readonly ListRow[]): Promise<PaymentListView[]> {
    const counts = await this.payments.counts(lists.map((list) => list.id))
    return lists.map((list) => {
      const n = (state: string): number => Number(counts.find((count) => count.list_id === list.id && count.state === state)?.n ?? 0)
      return {
        id: list.id, createdAt: clock.iso(list.created_at), by: list.by_name ?? '', file: list.file_name, item: this.county.term('income_item', list.item), period: list.period, rows: list.row_count, fen: Number(list.fen),
        proposed: n('proposed'), taken: n('taken'), unmatched: n('unmatched'), dismissed: n('dismissed'),
      }
    })
  }

  #rowView(row: RowRow): PaymentRowView {
    const person = this.payments.person(row)
    return {
      id: row.id, row: row.row, state: row.state, name: person.name, certificate: maskCertificate(person.certificate), item: this.county.term('income_item', row.item), period: row.period, fen: Number(row.fen), note: row.note,
      ...row.region !== null && { region: this.county.place(row.region) }, why: row.why,
    }
  }
}

const keyOf = (index: string, item: string, period: string): string => `${index} ${item} ${period}`

function matchOf(payment: Payment, people: readonly PersonRow[], earlier: Earlier | undefined): { person: PersonRow | null; why: string | null } {
  const present = people.find((person) => person.left_on === null)
  if (!present) return { person: null, why: people.length > 0 ? '这个人已经不在册' : '证件号码不在建档立卡户里' }
  if (payment.name !== '' && payment.name !== present.name) return { person: null, why: '证件号码对上了，姓名和册上的不一样' }
  if (earlier) return { person: null, why: `这个人这个月这一项已有一笔${earlier.fen === null ? '，是别的单位发的' : ` ${formatFen(earlier.fen)}`}，请核对是不是重复` }
  return { person: present, why: null }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
