// ID numbers that cannot be anybody's: sequence 996–999, which registers do not hand out; no 29 February, which the sample sheets use.
import { makeCertificate } from '@onecard/shared/rules/id-number'
import { dayFromNumber, dayNumber } from '@onecard/shared/rules/day'
import { county } from '../kernel/county'

const DAYS = 365
/** Of a sex: the last is used up first; four-figure households stay with the first two. */
const SEQUENCES = { '1': ['997', '999', '995', '993', '991'], '2': ['996', '998', '994', '992', '990'] } as const
/** Region codes of the prefecture that were never allotted, for counties of a million households. */
const SPARE_REGIONS = Array.from({ length: 58 }, (_, i) => String(210_840 + i)).filter((code) => !['210881', '210882'].includes(code))

/** Hands out unique fictional numbers by birth year and sex, in flat memory. */
export class Certificates {
  readonly #used = new Map<string, number>()
  readonly #regions = [county.settings.region, ...SPARE_REGIONS]

  /** A number and its birth date in `year`, not after `latest`. Throws when a year is used up. */
  next(year: number, sex: '1' | '2', latest: string): { certificate: string; birthDate: string } {
    const lastOfYear = latest < `${year}-12-31` ? dayNumber(latest) - dayNumber(`${year}-01-01`) + 1 : DAYS
    const days = Math.max(1, Math.min(lastOfYear, DAYS))
    const key = `${year}${sex}`
    const n = this.#used.get(key) ?? 0
    this.#used.set(key, n + 1)
    const layer = Math.floor(n / days)
    const sequences = SEQUENCES[sex]
    const region = this.#regions[Math.floor(layer / sequences.length)]
    // 89 and 365 have no common factor, so a year's days come up in mixed order, each once.
    const within = days === DAYS ? (n * 89) % DAYS : n % days
    const birthDate = dayWithoutLeap(year, within)
    const certificate = region ? makeCertificate(region, birthDate, sequences[layer % sequences.length]) : null
    if (!certificate) throw new Error(`no fictional ID number left for ${key}`)
    return { certificate, birthDate }
  }
}

/** The day `n` (from 0) of a year whose 29 February is skipped. */
function dayWithoutLeap(year: number, n: number): string {
  const day = dayFromNumber(dayNumber(`${year}-01-01`) + n)
  const leap = dayNumber(`${year}-12-31`) - dayNumber(`${year}-01-01`) === DAYS
  return leap && n >= 59 ? dayFromNumber(dayNumber(`${year}-01-01`) + n + 1) : day
}
