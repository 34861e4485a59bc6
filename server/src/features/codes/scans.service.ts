// What a phone reads → the household it opens. Outside scope, unknown and malformed-but-plausible take one path: one statement with the
// scope in it, one row in `scan` written under the account's lock, one answer, not earlier than the floor.
import { setTimeout as pause } from 'node:timers/promises'
import type { VerificationView } from '@onecard/shared/contract/annual-cards.views'
import type { ScanView } from '@onecard/shared/contract/codes.views'
import type { RequestHousehold } from '@onecard/shared/contract/households.requests'
import { readScan, type ScanReading } from '@onecard/shared/rules/scan-text'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor, type Sessions } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database } from '../../kernel/db'
import { defect } from '../../kernel/defect'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { Turns } from '../../kernel/turns'
import type { Paper, Papers } from '../annual-cards'
import { HouseholdGrant } from '../households'

/** A miss is answered no earlier than this after it came in, so that its time tells nothing. */
export const MISS_FLOOR_MS = 150
/** How long a reasoned request opens a household to the prefecture. */
const GRANT_MS = 24 * 3_600_000

/** What names a household by itself: a door's code or number. */
type DoorReading = Exclude<ScanReading, { kind: 'foreign' } | { kind: 'paper' }>

interface Found { misses: number; household_id: string | null; region: string | null; live: number | null }

export class ScansService {
  /** One miss of an account at a time: waiting for its lock in the database, many would hold a connection each. */
  readonly #turns = new Turns()
  /** Scans of an account that came in and are not counted yet. */
  readonly #underWay = new Map<string, number>()
  constructor(private readonly db: Database, private readonly reads: ReadRecorder, private readonly sessions: Sessions, private readonly papers: Papers, private readonly county: County) {}

  async scan(actor: Actor, text: string): Promise<ScanView> {
    const reading = readScan(text)
    if (reading.kind === 'paper') return this.#scanPaper(actor, reading.code)
    const found = await this.#find(actor, text)
    const standing = standingOf(actor, found.id, found.region)
    if (!standing || !this.reads.note(actor, standing, found.id, found.region, 'code')) throw problem('server.unavailable', {}, { retryAfter: 5 })
    return { household: { id: found.id } }
  }

  /** A prefecture officer's reasoned request: recorded before it is answered, open for a day. */
  async request(actor: Actor, input: RequestHousehold): Promise<ScanView> {
    const found = await this.#find(actor, input.text)
    const standing = standingOf(actor, found.id, found.region)
    if (!standing) throw problem('scan.unknown')
    await this.db.write(actor, 'households.request', async (tx) => {
      const household = await tx.household(found.id)
      if (!household) throw problem('scan.unknown')
      await tx.insert(HouseholdGrant, { id: newId(), accountId: actor.accountId, reason: input.reason, until: clock.at(clock.now() + GRANT_MS) }, household)
      await tx.audit({ subject: household.id, householdId: household.id, region: household.region, reason: input.reason, changed: [{ field: 'grant', before: null, after: 'one day' }] })
    })
    await this.reads.now(actor, standing, found.id, found.region, 'request', input.reason)
    this.sessions.forget(actor.accountId)
    return { household: { id: found.id } }
  }

  /** The household of a paper opens to whoever may read its card; to anybody else a refusal that says genuine or not. */
  async #scanPaper(actor: Actor, code: string): Promise<ScanView> {
    const paper = await this.#paper(actor, code)
    if (!paper) throw problem('scan.paper_false', { hotline: this.county.settings.hotline })
    const standing = this.papers.mayRead(actor, paper) ? standingOf(actor, paper.id, paper.region) : null
    if (!standing) throw problem('scan.paper_genuine')
    if (!this.reads.note(actor, standing, paper.id, paper.region, 'paper')) throw problem('server.unavailable', {}, { retryAfter: 5 })
    return { household: { id: paper.id }, paper: this.papers.view(actor, paper) }
  }

  /** What stands on paper, typed or scanned. A miss counts as one of a door's code does. */
  async verify(actor: Actor, text: string): Promise<VerificationView> {
    const reading = readScan(text)
    return this.papers.view(actor, await this.#paper(actor, reading.kind === 'paper' ? reading.code : null))
  }

  /** Throws `scan.slow_down`: nobody tries codes one after another, neither hits nor misses. */
  async #paper(actor: Actor, code: string | null): Promise<Paper | null> {
    const paper = code === null ? null : await this.papers.find(code)
    if (!await this.#turns.run(actor.accountId, () => this.#mayGoOn(actor, paper === null))) await this.#slowDown(actor)
    return paper
  }

  async #find(actor: Actor, text: string): Promise<{ id: string; region: string }> {
    const came = clock.now()
    const reading = readScan(text)
    if (reading.kind === 'foreign' || reading.kind === 'paper') throw problem('scan.not_ours')
    const before = this.#underWay.get(actor.accountId) ?? 0
    this.#underWay.set(actor.accountId, before + 1)
    const row = await this.#counted(actor, reading, before).finally(() => this.#settle(actor.accountId))
    if (row.household_id === null || row.region === null) {
      await pause(Math.max(0, MISS_FLOOR_MS - (clock.now() - came)))
      throw problem('scan.unknown')
    }
    if (Number(row.live) !== 1) throw problem('scan.replaced')
    return { id: row.household_id, region: row.region }
  }

  /**
   * Throws `scan.slow_down`. A miss counts before it is answered. A hit costs nothing more than its look-up, unless so many scans came in
   * before it that they could be the misses which slow it down: then it takes its turn behind them. (Of that, other processes know nothing:
   * they could each let a few hits through while the misses are being counted, never a miss.)
   */
  async #counted(actor: Actor, reading: DoorReading, before: number): Promise<Found> {
    const row = await this.#lookUp(actor, reading)
    const most = this.county.settings.scan.misses
    const missed = row.household_id === null
    if (Number(row.misses) >= most) await this.#slowDown(actor)
    if (missed || Number(row.misses) + before >= most) {
      if (!await this.#turns.run(actor.accountId, () => this.#mayGoOn(actor, missed))) await this.#slowDown(actor)
    }
    return row
  }

  #settle(accountId: string): void {
    const left = (this.#underWay.get(accountId) ?? 1) - 1
    if (left > 0) this.#underWay.set(accountId, left)
    else this.#underWay.delete(accountId)
  }

  /** Misses of the account and the code's household in one statement; a code that fails its check is looked up like any other. */
  async #lookUp(actor: Actor, reading: DoorReading): Promise<Found> {
    const since = clock.at(clock.now() - this.county.settings.scan.withinMinutes * 60_000)
    const [column, value] = reading.kind === 'number' ? ['number', reading.number] : ['code', reading.kind === 'code' ? reading.code : '-']
    const row = await this.db.read(actor).oneOfMany<Found>(
      `SELECT (SELECT COUNT(*) FROM scan s WHERE s.account_id = :account AND s.at > :since) AS misses, h.id AS household_id, h.region, c.live_household_id IS NOT NULL AS live
       FROM (SELECT 1 AS one) o LEFT JOIN household_code c ON c.${column} = :value LEFT JOIN household h ON h.id = c.household_id AND {scope:h}`, { account: actor.accountId, since, value })
    if (!row) throw defect('a count without a row')
    return row
  }

  /** False when the misses are used up. Counts and writes under the lock of the account's row, which all processes take. */
  #mayGoOn(actor: Actor, missed: boolean): Promise<boolean> {
    const { misses: most, withinMinutes } = this.county.settings.scan
    return this.db.everywhere('misses belong to the account').write(async (tx) => {
      const account = actor.accountId
      const now = clock.now()
      await tx.select('SELECT id FROM account WHERE id = :account FOR UPDATE', { account })
      const [{ misses }] = await tx.select<{ misses: string }>(
        'SELECT COUNT(*) AS misses FROM scan s WHERE s.account_id = :account AND s.at > :since', { account, since: clock.at(now - withinMinutes * 60_000) })
      if (Number(misses) >= most) return false
      if (missed) await tx.execute(`INSERT INTO scan (account_id, at, outcome) VALUES (:account, :now, 'miss')`, { account, now: clock.at(now) })
      return true
    })
  }

  /** Until the oldest of the misses that count is older than the span. */
  async #slowDown(actor: Actor): Promise<never> {
    const span = this.county.settings.scan.withinMinutes * 60_000
    const [oldest] = await this.db.everywhere('misses belong to the account').select<{ at: Date }>(
      'SELECT s.at FROM scan s WHERE s.account_id = :account AND s.at > :since ORDER BY s.at LIMIT 1', { account: actor.accountId, since: clock.at(clock.now() - span) })
    const seconds = Math.max(1, Math.ceil(((oldest?.at.getTime() ?? clock.now() - span) + span - clock.now()) / 1000))
    throw problem('scan.slow_down', { minutes: Math.ceil(seconds / 60) }, { retryAfter: seconds })
  }
}
