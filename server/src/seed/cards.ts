// Annual cards of the last closed year in the demo county: most households have theirs, some of them signed by everybody, a few replaced by a second version.
import { gatherAnnual, UNSCOPED, AnnualContents, Frozen, freeze, type AnnualRow, type DerivedAnnual } from '../features/annual-cards'
import { clock } from '../kernel/clock'
import type { County } from '../kernel/county'
import { Rows, type HouseTx } from '../kernel/db'
import type { Vault } from '../kernel/vault'
import { prng, seedOf } from './prng'

export interface CardSeed {
  vault: Vault
  county: County
  today: string
  /** Index of the village. */
  village: number
  /** Its households in their order. */
  ids: readonly string[]
  secretary: string
}

interface Signer { id: string; name: string }

const issued = () => new Rows('issued_card', ['household_id', 'year', 'version', 'hash', 'verification', 'body', 'issued_at', 'issued_by', 'reason', 'changed'])
const signed = () => new Rows('card_signature', ['household_id', 'year', 'version', 'signed_as', 'account_id', 'name', 'at'])
const DAY_MS = 86_400_000
const SECOND_EVERY = 15

/** Nothing for a household whose year has gaps or whose record has errors; every seventh waits for the secretary. Answers how many have a card. */
export async function seedCards(tx: HouseTx, seed: CardSeed): Promise<number> {
  const { county, today, ids } = seed
  const year = county.lastClosedYear(today)
  const contents = new AnnualContents(county, seed.vault)
  const frozen = new Frozen(seed.vault)
  const span = contents.span(year, today)
  const select = (sql: string, params: Record<string, unknown>): Promise<AnnualRow[]> => tx.select(sql, params)
  const households = await select('SELECT h.* FROM household h WHERE h.id IN (:ids) ORDER BY h.id', { ids: [...ids] })
  const rows = await gatherAnnual(select, households, UNSCOPED, span)
  const derived = contents.build(rows, span, today)
  const secretary = await nameOf(select, seed.secretary)
  const [cards, signatures] = [issued(), signed()]
  let count = 0
  for (const [n, card] of derived.entries()) {
    if (card.hindrances.length > 0 || card.content.missingMonths > 0 || n % 7 === 6) continue
    const helper = rows.helpers.find((row) => row.household_id === card.id && row.is_primary === 1)
    const random = prng(seedOf(seed.village, n, 17))
    const nobody = random.chance(0.1)
    const issuedAt = Math.min(clock.now() - DAY_MS, Date.parse(`${span.year.lastDay}T02:00:00Z`) + random.int(9, 30) * DAY_MS)
    const earlier = n % SECOND_EVERY === 0 ? contents.build({ ...rows, households: [households[n]], entries: rows.entries.filter((entry) => entry.household_id === card.id && !comesLater(entry, span.year.to)) }, span, today)[0] : card
    const versions = earlier !== card && freeze(earlier.content).hash !== freeze(card.content).hash ? [earlier, card] : [card]
    versions.forEach((content, i) => {
      const at = clock.at(Math.min(clock.now(), issuedAt + i * 5 * DAY_MS))
      const put = freezeOne(frozen, cards, content, { year, version: i + 1, at, by: secretary.id, reason: i > 0 ? '补记九月的补贴' : null })
      const people: [string, Signer | null, number][] = [['household', { id: helper?.account_id ?? secretary.id, name: card.content.headName }, 0.7], ['helper', helper ? { id: helper.account_id as string, name: helper.name as string } : null, 0.85], ['secretary', secretary, 0.9]]
      for (const [as, who, chance] of people) if (who && !nobody && random.chance(chance)) signatures.add([put.id, year, put.version, as, who.id, who.name, clock.at(Math.min(clock.now(), at.getTime() + random.int(1, 3) * DAY_MS))])
    })
    count++
  }
  await cards.flush(tx)
  await signatures.flush(tx)
  return count
}

function freezeOne(frozen: Frozen, cards: Rows, { id, content }: DerivedAnnual, { year, version, at, by, reason }: { year: number; version: number; at: Date; by: string; reason: string | null }): { id: string; version: number } {
  const of = { householdId: id, year, version }
  const { json, hash } = freeze(content)
  cards.add([id, year, version, hash, frozen.code(of, hash), frozen.seal(of, json), at, by, reason, 0])
  return { id, version }
}

/** What the first version of a replaced card did not hold yet: transfers of the last month. */
function comesLater(entry: AnnualRow, lastMonth: string): boolean { return entry.period === lastMonth && entry.item[0] === 'D' }

async function nameOf(select: (sql: string, params: Record<string, unknown>) => Promise<AnnualRow[]>, id: string): Promise<Signer> {
  const [account] = await select('SELECT a.id, a.name FROM account a WHERE a.id = :id', { id })
  return { id, name: account.name as string }
}
