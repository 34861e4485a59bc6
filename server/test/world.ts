// A world for one test file: the real server on a free port, a database of its own, a small county, the WeChat stand-in, and the log as text.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import { boot, type Running } from '../src/boot'
import { HouseholdGrant } from '../src/features/households/household-grant.entity'
import { Region } from '../src/features/regions/region.entity'
import { ReadRecorder } from '../src/kernel/audit/reads'
import { Sessions } from '../src/kernel/auth/sessions'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { connectionOf, type Database } from '../src/kernel/db'
import { readEnv } from '../src/kernel/env'
import { newId } from '../src/kernel/ids'
import { createLog } from '../src/kernel/log'
import { Relay } from '../src/kernel/outbox/relay'
import type { Vault } from '../src/kernel/vault'
import { startStandIn, type StandIn } from '../wechat-stand-in/server'
import { addPeople, namePeople, type People, type Who } from './actors'
import { connect, type Api } from './api'
import { addHouseholds, LAND, type HouseholdFacts, type Wish } from './population'

/**
 * `a1` (village A; helper, unit, account `household`), `a2` (village A, nobody's), `b1` (next village, same township; helper2, unit2,
 * household2), `c1` (other township), `n1` (neighbouring county), `p1` (another prefecture).
 */
export type Place = 'a1' | 'a2' | 'b1' | 'c1' | 'n1' | 'p1'

export interface World extends Api {
  url: string
  running: Running
  db: Database
  vault: Vault
  people: People
  households: Record<Place, HouseholdFacts>
  units: { unit: string; unit2: string }
  standIn: StandIn
  /** All log lines so far. */
  log: string[]
  ownerUrl: string
  /** A session of this person, opened once a world without the password. */
  token(who: Who): Promise<string>
  /** More households, with codes, in the database. */
  add(wishes: Wish[]): Promise<HouseholdFacts[]>
  /** Rows by plain SQL, whatever the scope. */
  rows<T = Record<string, any>>(sql: string, params?: Record<string, unknown>): Promise<T[]>
  /** Whatever waits is done: outbox delivered, reads written. */
  settle(): Promise<void>
  /** As the owner of the database, who may do anything. */
  asOwner<T>(work: (owner: mysql.Connection) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface WorldOptions {
  /** Environment variables besides or instead of the usual ones. */
  env?: Record<string, string>
  /** Between the world's database and the server: answers the address the server is to use. */
  through?(ownerUrl: string): Promise<string>
}

/** Address of a database server whose owner may create databases; `npm test` brings one up. */
export function serverUrl(): string {
  const url = process.env.TEST_DATABASE_OWNER_URL
  if (!url) throw new Error('TEST_DATABASE_OWNER_URL is not set: run npm test, or give it the address of a database server')
  return url
}

export function freshDatabaseUrl(): string {
  const url = new URL(serverUrl())
  url.pathname = `/onecard_${randomBytes(5).toString('hex')}`
  return url.toString()
}

export async function dropDatabase(ownerUrl: string): Promise<void> {
  const { database, ...server } = connectionOf(ownerUrl)
  const owner = await mysql.createConnection(server)
  try {
    await owner.query(`DROP DATABASE IF EXISTS \`${database}\``)
    await owner.query(`DROP USER IF EXISTS '${database}_app'@'${server.socketPath ? 'localhost' : '%'}'`)
  } finally { await owner.end() }
}

export async function startWorld({ env: more = {}, through }: WorldOptions = {}): Promise<World> {
  const direct = freshDatabaseUrl()
  const dataDir = mkdtempSync(join(tmpdir(), 'onecard-test-'))
  const standIn = await startStandIn({ clock: clock.now })
  const log: string[] = []
  const people = namePeople()
  const units = { unit: newId(), unit2: newId() }
  let households = {} as World['households']
  const ownerUrl = through ? await through(direct) : direct
  const env = readEnv({
    NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir, DATABASE_OWNER_URL: ownerUrl, MASTER_SECRET: randomBytes(32).toString('base64'), SEED: 'none',
    WECHAT_BASE_URL: standIn.url, PUBLIC_URL: 'https://onecard.test', LOG_LEVEL: 'trace', ...more,
  })
  const tidy = async (): Promise<void> => {
    await standIn.stop()
    await dropDatabase(direct)
    rmSync(dataDir, { recursive: true, force: true })
  }
  const running = await boot(env, createLog(env.logLevel, { write: (line) => { log.push(line) } }), async (db, vault) => {
    households = await populate(db, vault, people, units)
  }).catch(async (error) => { await tidy(); throw error })
  const { app, db, vault } = running
  const house = db.everywhere('tests look at everything')
  const tokens = new Map<Who, string>()
  // Ready cards, as a running county has them: the fast way to a card is tested with the slow one.
  await house.write((tx) => tx.emit('card.stale', {}))
  await app.get(Relay).drain()
  const api = await connect(running.url)
  return {
    ...api, url: running.url, running, db, vault, people, households, units, standIn, log, ownerUrl: direct,
    token: async (who) => {
      const known = tokens.get(who) ?? (await app.get(Sessions).open(people[who].accountId, '浏览器')).token
      tokens.set(who, known)
      return known
    },
    add: (wishes) => house.write((tx) => addHouseholds(tx, vault, wishes)),
    rows: (sql, params) => house.select(sql, params),
    settle: async () => {
      await app.get(Relay).drain()
      await app.get(ReadRecorder).flush()
    },
    asOwner: async (work) => {
      const owner = await mysql.createConnection(connectionOf(direct))
      try { return await work(owner) } finally { await owner.end() }
    },
    close: async () => {
      clock.shift(0)
      await running.close()
      await tidy()
    },
  }
}

async function populate(db: Database, vault: Vault, people: People, units: World['units']): Promise<World['households']> {
  const house = db.everywhere('a test world writes its whole county')
  return house.write(async (tx) => {
    const there = await tx.select('SELECT code FROM region LIMIT 1')
    if (there.length === 0) await tx.insert(Region, county.regions.map((r) => ({ code: r.code, name: r.name, level: r.level, parentCode: r.parent, poverty: r.poverty })))
    const [a1, a2, b1, c1, n1, p1] = await addHouseholds(tx, vault, [
      { region: LAND.villageA, headName: '样远山', whole: true, helper: { accountId: people.helper.accountId, unitId: units.unit } },
      { region: LAND.villageA, headName: '样近水', whole: true },
      { region: LAND.villageB, headName: '例望川', whole: true, helper: { accountId: people.helper2.accountId, unitId: units.unit2 } },
      { region: LAND.villageC, headName: '例临海', whole: true },
      { region: LAND.neighbourVillage, headName: '例邻县', whole: true },
      { region: LAND.farVillage, headName: '例远城', whole: true },
    ])
    await addPeople(tx, vault, people, { ...units, household: a1.id, household2: b1.id })
    await tx.insert(HouseholdGrant, { id: newId(), accountId: people.prefecture_office.accountId, householdId: a1.id, reason: '核查来信反映的情况', until: clock.at(clock.now() + 86_400_000) })
    return { a1, a2, b1, c1, n1, p1 }
  })
}
