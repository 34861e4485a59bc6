// The county of the first rows: the demo seed at scale with its two years of history, every card built, and the floor's copy of them.
import { gunzipSync } from 'node:zlib'
import { openCli } from '../src/cli/open'
import { CardBuilder, FullCards } from '../src/features/cards'
import { cardSeal } from '../src/features/cards/card-builder'
import { county } from '../src/kernel/county'
import { seedDemo } from '../src/seed'
import type { Place } from './place'
import { secretaries } from './session'

export interface Population {
  ids: string[]
  /** Printed number of each household. */
  numberOf: Map<string, string>
  /** Village of each household. */
  regionOf(id: string): string
  /** Token of a session that reaches each household. */
  tokenOf(id: string): string
  /** Mean bytes of a card as it is sent, and of its JSON. */
  bodies: number
  json: number
}

const SIGHT = 'office'
const BATCH = 500

export async function populate(place: Place, perVillage: number): Promise<Population> {
  const { db, vault, close } = await openCli({ ...place.env, databaseOwnerUrl: place.url('bench_county'), databaseUrl: null })
  try {
    await seedDemo(db, vault, county, { perVillage, history: 'full', log: (line) => place.say(line) })
    const built = await new CardBuilder(db, new FullCards(county, vault), vault).buildMissing()
    place.say(`${built} households, every card built`)
    await place.owner.query('CREATE TABLE bench_county.floor_card LIKE bench_county.household_card')
    const house = db.everywhere('the bench copies what it measures')
    const codes = await house.select<{ household_id: string; number: string; region: string }>('SELECT c.household_id, c.number, h.region FROM household_code c JOIN household h ON h.id = c.live_household_id ORDER BY c.household_id')
    let bytes = 0
    let json = 0
    for (let i = 0; i < codes.length; i += BATCH) {
      const rows = await house.select<Record<string, any>>('SELECT * FROM household_card WHERE sight = :sight AND household_id IN (:ids)', { sight: SIGHT, ids: codes.slice(i, i + BATCH).map((c) => c.household_id) })
      const plain = rows.map((row) => [row.household_id, row.sight, row.region, row.version, row.fresh_until, vault.openBytes('household_card.body', cardSeal(row.household_id, SIGHT), row.body)])
      bytes += plain.reduce((sum, row) => sum + row[5].length, 0)
      if (i === 0) json = plainLength(plain.map((row) => row[5]))
      await place.owner.query('INSERT INTO bench_county.floor_card (household_id, sight, region, version, fresh_until, body) VALUES ?', [plain])
    }
    const tokens = await secretaries(db)
    const villages = new Map(codes.map((c) => [c.household_id, c.region]))
    const regionOf = (id: string): string => villages.get(id) ?? ''
    return { regionOf, tokenOf: (id) => tokens.get(regionOf(id)) ?? '', ids: codes.map((c) => c.household_id), numberOf: new Map(codes.map((c) => [c.household_id, c.number])), bodies: Math.round(bytes / codes.length), json }
  } finally { await close() }
}

function plainLength(packed: Buffer[]): number {
  return Math.round(packed.reduce((sum, body) => sum + gunzipSync(body).length, 0) / packed.length)
}
