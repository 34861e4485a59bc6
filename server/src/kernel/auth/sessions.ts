// Sessions: opaque random tokens, stored as SHA-256, resolved with the appointments in force and cached for at most a minute.
import { createHash, randomBytes } from 'node:crypto'
import { ROLES, type Role } from '@onecard/shared/roles'
import type { Permission } from '@onecard/shared/permissions'
import { LRUCache } from 'lru-cache'
import { clock } from '../clock'
import type { Database } from '../db'
import { newId } from '../ids'
import { mintActor, mintRepeater, type Actor, type Standing } from './actor'

const CACHE_MS = 60_000
/** How long the database may lag behind the last use. */
const TOUCH_MS = 60_000
const HOUR = 60
const DAY = 24 * HOUR

/** Idle and absolute limits in minutes by role; an account with several roles gets the strictest. */
export const LIMITS: Record<Role, { idle: number; absolute: number }> = {
  household: { idle: 60 * DAY, absolute: 180 * DAY },
  helper: { idle: 14 * DAY, absolute: 60 * DAY },
  village_clerk: { idle: 7 * DAY, absolute: 30 * DAY },
  village_secretary: { idle: 7 * DAY, absolute: 30 * DAY },
  village_team: { idle: 7 * DAY, absolute: 30 * DAY },
  first_secretary: { idle: 7 * DAY, absolute: 30 * DAY },
  township_officer: { idle: 12 * HOUR, absolute: 3 * DAY },
  township_leader: { idle: 12 * HOUR, absolute: 3 * DAY },
  unit_manager: { idle: 12 * HOUR, absolute: 3 * DAY },
  county_office: { idle: 4 * HOUR, absolute: 12 * HOUR },
  department: { idle: 4 * HOUR, absolute: 12 * HOUR },
  acceptance_group: { idle: 4 * HOUR, absolute: 12 * HOUR },
  prefecture_office: { idle: 4 * HOUR, absolute: 12 * HOUR },
  system_admin: { idle: 30, absolute: 8 * HOUR },
  auditor: { idle: 30, absolute: 8 * HOUR },
}

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A resolved session; `as` narrows it to one permission and remembers the answer. */
export class SignedIn {
  readonly #actors = new Map<Permission, Actor | null>()
  #repeater: Actor | null = null
  touchedAt: number
  constructor(readonly base: Omit<Actor, 'acting'>, readonly expiresAt: number, readonly idleMs: number, lastSeen: number, readonly loadedAt: number) { this.touchedAt = lastSeen }

  as(permission: Permission): Actor | null {
    let actor = this.#actors.get(permission)
    if (actor === undefined) this.#actors.set(permission, actor = mintActor(this.base, permission))
    return actor
  }

  repeater(): Actor { return this.#repeater ??= mintRepeater(this.base) }
}

interface SessionRow { id: string; account_id: string; account: string; name: string; last_seen_at: Date; expires_at: Date; idle_minutes: number }
interface AppointmentRow { id: string; role: Role; lands: string | null; household_id: string | null; unit_id: string | null; policy_area: string | null; from_day: string; to_day: string | null; deputy: string | number }

export class Sessions {
  readonly #cache = new LRUCache<string, SignedIn>({ max: 20_000 })
  /** Of tokens, by the id of their session: they never change. */
  readonly #hashes = new LRUCache<string, string>({ max: 20_000 })
  readonly #loading = new Map<string, Promise<SignedIn | null>>()
  readonly #db
  constructor(db: Database, private readonly options: { production: boolean }) { this.#db = db.everywhere('sessions and appointments belong to accounts') }

  /** A session that was loaded lately and needs nothing written: without a promise, as most requests come. Null: ask `resolve`. */
  lately(token: string): SignedIn | null {
    if (token.length > 100) return null
    const found = this.#cache.get(hashToken(token))
    const now = clock.now()
    return found && now - found.loadedAt <= CACHE_MS && now < found.expiresAt && now - found.touchedAt <= Math.min(TOUCH_MS, found.idleMs) ? found : null
  }

  /** Null when unknown, ended, idle for too long, or the account is not active. */
  async resolve(token: string): Promise<SignedIn | null> {
    return token.length < 20 || token.length > 100 ? null : this.#resolved(hashToken(token))
  }

  /** The same for a session that is known by its id, as an address carries that it gave out. */
  async byId(id: string): Promise<SignedIn | null> {
    const hash = this.#hashes.get(id) ?? (await this.#db.select<{ token_hash: string }>('SELECT token_hash FROM session WHERE id = :id', { id }))[0]?.token_hash
    return hash === undefined ? null : this.#resolved(hash)
  }

  async #resolved(hash: string): Promise<SignedIn | null> {
    const now = clock.now()
    let found = this.#cache.get(hash) ?? null
    if (!found || now - found.loadedAt > CACHE_MS) {
      // One load however many requests of a waking phone arrive together.
      let loading = this.#loading.get(hash)
      if (!loading) {
        loading = this.#load(hash).finally(() => this.#loading.delete(hash))
        this.#loading.set(hash, loading)
      }
      found = await loading
      if (found) { this.#cache.set(hash, found); this.#hashes.set(found.base.sessionId, hash) }
      else this.#cache.delete(hash)
    }
    if (!found || now >= found.expiresAt || now - found.touchedAt > found.idleMs) return null
    if (now - found.touchedAt > TOUCH_MS) {
      found.touchedAt = now
      await this.#db.execute('UPDATE session SET last_seen_at = :now WHERE id = :id', { now: clock.at(now), id: found.base.sessionId })
    }
    return found
  }

  async #load(hash: string): Promise<SignedIn | null> {
    const [row] = await this.#db.select<SessionRow>(
      `SELECT s.id, s.account_id, s.last_seen_at, s.expires_at, s.idle_minutes, a.account, a.name FROM session s JOIN account a ON a.id = s.account_id
       WHERE s.token_hash = :hash AND s.revoked_at IS NULL AND a.active = 1 ${this.options.production ? 'AND a.demo = 0' : ''}`, { hash })
    if (!row) return null
    const standings = await this.standings(row.account_id)
    return new SignedIn({ accountId: row.account_id, account: row.account, name: row.name, sessionId: row.id, standings },
      row.expires_at.getTime(), row.idle_minutes * 60_000, row.last_seen_at.getTime(), clock.now())
  }

  /** Appointments in force today with what they reach. */
  async standings(accountId: string): Promise<Standing[]> {
    const rows = await this.#db.select<AppointmentRow>(
      `SELECT id, role, lands, household_id, unit_id, policy_area, from_day, to_day,
         (SELECT COUNT(*) FROM deputy d WHERE d.appointment_id = appointment.id AND d.ended_at IS NULL AND d.from_day <= :today AND d.to_day >= :today) AS deputy FROM appointment
       WHERE account_id = :accountId AND from_day <= :today AND (to_day IS NULL OR to_day >= :today) ORDER BY id`, { accountId, today: clock.today() })
    return Promise.all(rows.map(async (r): Promise<Standing> => ({
      id: r.id, role: r.role, lands: r.lands ? r.lands.split(',') : [], households: await this.#households(accountId, r),
      policyArea: r.policy_area ? r.policy_area.split(',') : [], from: r.from_day, to: r.to_day, unitId: r.unit_id, deputy: Number(r.deputy) > 0,
    })))
  }

  async #households(accountId: string, r: AppointmentRow): Promise<string[]> {
    const ids = async (sql: string, params: Record<string, unknown>) => (await this.#db.select<{ household_id: string }>(sql, params)).map((x) => x.household_id)
    const current = 'from_day <= :today AND (to_day IS NULL OR to_day >= :today)'
    const today = clock.today()
    switch (ROLES[r.role].attachment) {
      case 'household': return r.household_id ? [r.household_id] : []
      case 'pairings': return ids(`SELECT household_id FROM pairing WHERE account_id = :accountId AND ${current}`, { accountId, today })
      case 'unit': return r.unit_id ? ids(`SELECT household_id FROM pairing WHERE unit_id = :unit AND ${current}`, { unit: r.unit_id, today }) : []
      case 'prefecture': return ids('SELECT household_id FROM household_grant WHERE account_id = :accountId AND until > :now', { accountId, now: clock.date() })
      default: return []
    }
  }

  /** Opens a session; the token is answered once and never stored. */
  async open(accountId: string, device: string): Promise<{ token: string; expiresAt: Date; signedIn: SignedIn }> {
    const standings = await this.standings(accountId)
    const roles = standings.map((s) => LIMITS[s.role])
    const limit = roles.length ? { idle: Math.min(...roles.map((l) => l.idle)), absolute: Math.min(...roles.map((l) => l.absolute)) } : { idle: 30, absolute: 60 }
    const token = randomBytes(32).toString('base64url')
    const now = clock.now()
    const expiresAt = clock.at(now + limit.absolute * 60_000)
    await this.#db.execute(
      `INSERT INTO session (id, account_id, token_hash, device, created_at, last_seen_at, expires_at, idle_minutes)
       VALUES (:id, :accountId, :hash, :device, :now, :now, :expiresAt, :idle)`,
      { id: newId(), accountId, hash: hashToken(token), device, now: clock.at(now), expiresAt, idle: limit.idle })
    const signedIn = await this.resolve(token)
    if (!signedIn) throw new Error('a session that was just opened is not there')
    return { token, expiresAt, signedIn }
  }

  /** At once in this process, within a minute in others. */
  async end({ sessionId, accountId }: Pick<Actor, 'sessionId' | 'accountId'>): Promise<void> {
    await this.#db.execute('UPDATE session SET revoked_at = :now WHERE id = :sessionId AND revoked_at IS NULL', { sessionId, now: clock.date() })
    this.forget(accountId)
  }

  /** Forget what was cached of an account: its appointments, pairings or sessions changed. Other processes follow within a minute. */
  forget(accountId: string): void {
    for (const [hash, signedIn] of this.#cache.entries()) if (signedIn.base.accountId === accountId) this.#cache.delete(hash)
  }
}
