// Reads what a phone scanned or a person typed. Neither URL nor URLSearchParams: WeChat's engine has none.
import { isCode, looksLikeCode, normaliseCode } from './household-code'
import { isNumber, looksLikeNumber } from './household-number'
import { isVerification, looksLikeVerification, normaliseVerification } from './verification-code'

/**
 * `plausible` = the shape and length of ours but the check fails (a slip in typing); `foreign` = anything else.
 * To the person both, and a code out of scope, are to look the same; the difference only counts on the phone, offline.
 * `paper` = 核验码 of a printed card; from an address also one whose check fails: the paper is then not ours.
 */
export type ScanReading = { kind: 'code'; code: string } | { kind: 'number'; number: string } | { kind: 'paper'; code: string } | { kind: 'plausible' } | { kind: 'foreign' }

/** Longest text looked at; a longer one is foreign. */
export const SCAN_MAX_LENGTH = 2048

const FOREIGN: ScanReading = { kind: 'foreign' }
const ADDRESS = /^https?:\/\/[^/?#]+\/h\/([^/?#&]*)/i
const PAPER_ADDRESS = /^https?:\/\/[^/?#]+\/v\/([^/?#&]*)/i
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i
const PAGE_PATH = /^\/?[a-z][a-z0-9_-]*(?:\/[a-z0-9_-]+)+(?:\.html)?$/i
// A path with an encoded scene inside an encoded q: three unwrappings are the most that any way in produces.
const MAX_DEPTH = 4

/**
 * Total: never throws, linear in the length of the text.
 * Takes 8 digits, a bare code (any case, groups, O/I/L), `https://HOST/h/<code>` with any tail, the same encoded once,
 * `https://HOST/v/<verification code>` and such a code typed (`7K2M-9Q4T`), `q=<encoded address>`, `pages/household/index?scene=<code, encoded or not>`, and a raw or encoded `scene`.
 */
export function readScan(text: string): ScanReading {
  return text.length > SCAN_MAX_LENGTH ? FOREIGN : read(text, 0)
}

function read(text: string, depth: number): ScanReading {
  const bare = readBare(text)
  if (bare) return bare
  if (depth === MAX_DEPTH) return FOREIGN
  const trimmed = text.trim()
  const address = ADDRESS.exec(trimmed)
  if (address) return readSegment(decoded(address[1]) ?? address[1])
  const paper = PAPER_ADDRESS.exec(trimmed)
  if (paper) return readPaper(decoded(paper[1]) ?? paper[1])
  if (HAS_SCHEME.test(trimmed)) return FOREIGN
  for (const value of parameters(trimmed)) {
    const reading = read(decoded(value) ?? value, depth + 1)
    if (reading.kind !== 'foreign') return reading
  }
  const once = decoded(trimmed)
  return once === null || once === trimmed ? FOREIGN : read(once, depth + 1)
}

function readBare(text: string): ScanReading | null {
  const plain = normaliseCode(text)
  if (looksLikeNumber(plain)) return isNumber(plain) ? { kind: 'number', number: plain } : { kind: 'plausible' }
  if (looksLikeCode(plain)) return isCode(plain) ? { kind: 'code', code: plain } : { kind: 'plausible' }
  return isVerification(plain) ? { kind: 'paper', code: plain } : null
}

/** What stands behind `/v/`, with or without its hyphen. */
function readPaper(segment: string): ScanReading {
  const code = normaliseVerification(segment.replace(/[^0-9a-z -][^]*$/i, ''))
  return looksLikeVerification(code) ? { kind: 'paper', code } : FOREIGN
}

/** The code at the start of an address's last segment; some Android phones leave a stray tail behind it. Never the 8 digits. */
function readSegment(segment: string): ScanReading {
  const reading = readBare(segment.replace(/[^0-9a-z -][^]*$/i, ''))
  return reading && reading.kind !== 'number' ? reading : FOREIGN
}

/** Values of `scene` and `q`, from a query behind a page path or from a query alone. */
function parameters(text: string): string[] {
  const mark = /^(?:scene|q)=/i.test(text) ? -1 : text.indexOf('?')
  if (mark > 0 && !PAGE_PATH.test(text.slice(0, mark))) return []
  const values: string[] = []
  for (const pair of text.slice(mark + 1).split(/[&#]/)) {
    const match = /^(?:scene|q)=/i.exec(pair)
    if (match) values.push(pair.slice(match[0].length))
  }
  return values
}

/** decodeURIComponent, or null where the %-escapes are not UTF-8. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
