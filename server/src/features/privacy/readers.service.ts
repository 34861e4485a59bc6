// 谁看过我家: what offices did with the household's record, by day and kind of office. Their names are never told.
import type { Page } from '@onecard/shared/contract/common.views'
import type { ListReaders } from '@onecard/shared/contract/privacy.requests'
import type { ReaderView } from '@onecard/shared/contract/privacy.views'
import { ROLES, type Role } from '@onecard/shared/roles'
import type { Actor } from '../../kernel/auth'
import type { Database } from '../../kernel/db'
import { pageOf } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import { reasonWord, wayWord } from './ways'

const PAGE = 30
/** Between values of one day: no text that people type holds it. */
const SEP = '\u001f'
/** Days are those of the county; the household's own looks, and those of somebody who lives in it, are no news to it. */
const READERS = `SELECT DATE_FORMAT(DATE_ADD(r.at, INTERVAL 8 HOUR), '%Y-%m-%d') AS on_day, r.role, GROUP_CONCAT(DISTINCT r.way ORDER BY r.way SEPARATOR '${SEP}') AS ways,
    GROUP_CONCAT(DISTINCT r.reason ORDER BY r.id SEPARATOR '${SEP}') AS reasons
  FROM household_read r JOIN household h ON h.id = r.household_id AND {scope:h}
  WHERE r.household_id = :household AND r.role <> 'household' AND r.account_id <> :me`

interface ReaderRow { on_day: string; role: string; ways: string; reasons: string | null }

export class ReadersService {
  constructor(private readonly db: Database) {}

  /** Newest day first. Throws `not_found`. */
  async list(actor: Actor, { id, after, limit = PAGE }: ListReaders): Promise<Page<ReaderView>> {
    const reader = this.db.read(actor)
    if (!await reader.household(id)) throw problem('not_found')
    const at = cursorOf(after)
    const rest = at ? ' HAVING on_day < :day OR (on_day = :day AND r.role > :role)' : ''
    const rows = await reader.select<ReaderRow>(`${READERS} GROUP BY on_day, r.role${rest} ORDER BY on_day DESC, r.role LIMIT ${Number(limit) + 1}`, { household: id, me: actor.accountId, ...at })
    const page = pageOf(rows, limit, (row) => `${row.on_day}.${row.role}`)
    return { items: page.items.map(readerView), next: page.next }
  }
}

function readerView(row: ReaderRow): ReaderView {
  const words = (values: string | null, word: (value: string) => string): string[] => [...new Set((values ?? '').split(SEP).filter(Boolean).map(word))]
  return { on: row.on_day, role: { code: row.role, label: ROLES[row.role as Role]?.label ?? row.role }, way: words(row.ways, wayWord).join('、'), reason: words(row.reasons, reasonWord).join('；') || null }
}

function cursorOf(after: string | undefined): { day: string; role: string } | null {
  if (after === undefined) return null
  const match = /^(\d{4}-\d{2}-\d{2})\.([a-z_]{1,24})$/.exec(after)
  if (!match) throw problem('request.invalid', {}, { errors: [{ field: 'after', message: '请从第一页重新打开' }] })
  return { day: match[1], role: match[2] }
}
