// The demo county: 91 villages with plausible invented households and two years of history, the same on every machine on a given day.
import { clock } from '../kernel/clock'
import type { County } from '../kernel/county'
import { Rows, type Database } from '../kernel/db'
import { newId } from '../kernel/ids'
import type { Vault } from '../kernel/vault'
import { AccountRows, hashPasswords, readDemoAccounts, wideAccounts } from './accounts'
import { Certificates } from './certificates'
import { seedNotices } from './notices'
import { syncRegions } from './regions'
import { Numbers, VillageWriter, type History, type World } from './village'

export { syncRegions } from './regions'
export { readDemoAccounts, type DemoAccount } from './accounts'

export interface SeedOptions {
  /** Households a village; default 30. */
  perVillage?: number
  /** Default: full up to 100 households a village, light above. */
  history?: History
  log?: (line: string) => void
}

const HOUSEHOLDS_PER_VILLAGE = 30
const FULL_HISTORY_UP_TO = 100
const UNITS = ['农业农村局', '教育局', '水利局', '财政局', '自然资源局', '交通运输局', '卫生健康局', '文化旅游局', '住房和城乡建设局', '市场监督管理局', '统计局', '林业和草原局'] as const

/**
 * Fills an empty database with the demo county. Answers how many households were written: 0 when somebody's data is there already.
 * Each village is one transaction; a seed that was cut off goes on where it stopped. Throws when NODE_ENV is production.
 */
export async function seedDemo(db: Database, vault: Vault, county: County, options: SeedOptions = {}): Promise<number> {
  if (process.env.NODE_ENV === 'production') throw new Error('demo data is not possible with NODE_ENV=production')
  const log = options.log ?? (() => {})
  const perVillage = options.perVillage ?? HOUSEHOLDS_PER_VILLAGE
  await syncRegions(db, county)
  const house = db.everywhere('the demo seed writes the whole county')
  const begun = (await house.select('SELECT id FROM account WHERE demo = 1 LIMIT 1')).length > 0
  if (!begun && (await house.select('SELECT id FROM household LIMIT 1')).length > 0) return 0
  const there = new Set((await house.select<{ region: string }>('SELECT DISTINCT region FROM household')).map((row) => row.region))
  const villages = county.povertyVillages().map((village) => village.code)
  if (begun && villages.every((village) => there.has(village))) return 0

  const started = clock.now()
  const accounts = readDemoAccounts()
  const hashes = await hashPasswords(accounts)
  const world: World = {
    vault, county, accounts, hashes, today: clock.today(), certificates: new Certificates(), numbers: new Numbers(),
    units: begun ? await knownUnits(db) : await openCounty(db, vault, accounts, hashes),
    history: options.history ?? (perVillage > FULL_HISTORY_UP_TO ? 'light' : 'full'), cards: perVillage <= FULL_HISTORY_UP_TO && options.history !== 'none',
  }
  let written = 0
  for (const [index, village] of villages.entries()) {
    const writer = new VillageWriter(world, village, index)
    if (there.has(village)) { await writer.write(null, perVillage); continue }
    await house.write((tx) => writer.write(tx, perVillage))
    written += perVillage
    if ((index + 1) % 13 === 0) log(`演示数据：${index + 1}/${villages.length} 个村，${written} 户，${((clock.now() - started) / 1000).toFixed(1)} 秒`)
  }
  await house.write((tx) => seedNotices(tx, accounts.map((account) => account.account)))
  return written
}

async function knownUnits(db: Database): Promise<string[]> {
  return (await db.everywhere('units belong to no household').select<{ id: string }>('SELECT id FROM unit ORDER BY id')).map((row) => row.id)
}

/** Units and the accounts of township, county and above; their presence says that a demo seed has begun. */
async function openCounty(db: Database, vault: Vault, accounts: ReturnType<typeof readDemoAccounts>, hashes: Map<string, string>): Promise<string[]> {
  const units = UNITS.map(() => newId())
  await db.everywhere('the demo seed writes the whole county').write(async (tx) => {
    const rows = new Rows('unit', ['id', 'name', 'affiliation', 'head', 'phone'])
    UNITS.forEach((name, i) => rows.add([units[i], `盖州市${name}（演示）`, '04', null, `1540002${String(i).padStart(4, '0')}`]))
    await rows.flush(tx)
    const people = new AccountRows(vault, '2018-01-01')
    for (const account of wideAccounts(accounts, hashes, units[DEMO_VILLAGE_UNIT % UNITS.length])) people.add(account)
    await people.flush(tx)
  })
  return units
}

/** Index of the demo village among the 91: its unit is the one that the demo unit manager answers for. */
const DEMO_VILLAGE_UNIT = 40
