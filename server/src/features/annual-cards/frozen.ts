// How a card is frozen: canonical JSON, its hash, sealed at rest, and the code that stands on the paper.
import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { AnnualCardContent } from '@onecard/shared/rules/annual-card'
import { canonicalJson } from '@onecard/shared/rules/canonical-json'
import { verificationFrom } from '@onecard/shared/rules/verification-code'
import { defect } from '../../kernel/defect'
import type { Vault } from '../../kernel/vault'

/** Of one version. */
export interface Version { householdId: string; year: number; version: number }

const BODY = 'issued_card.body'
/** Checksums tried for one version: some come out as digits alone, some are another card's. */
const TRIES = 16

const sealOf = ({ householdId, year, version }: Version): string => `${householdId}.${year}.${version}`

export function hashOf(json: string): string { return createHash('sha256').update(json).digest('hex') }

export function freeze(content: AnnualCardContent): { json: string; hash: string } {
  const json = canonicalJson(content)
  return { json, hash: hashOf(json) }
}

export class Frozen {
  constructor(private readonly vault: Vault) {}

  seal(of: Version, json: string): Buffer { return this.vault.sealBytes(BODY, sealOf(of), gzipSync(json)) }

  /** The text as it was frozen. Throws when the bytes are not those of this version. */
  open(of: Version, body: Buffer): string { return gunzipSync(this.vault.openBytes(BODY, sealOf(of), body)).toString() }

  content(of: Version, body: Buffer): AnnualCardContent { return JSON.parse(this.open(of, body)) as AnnualCardContent }

  /** Codes of a version, each from a checksum under the server's key over household, year, version and hash. */
  *codes(of: Version, hash: string): Generator<string> {
    for (let n = 0; n < TRIES; n++) {
      const code = verificationFrom(this.vault.index('issued_card.verification', `${sealOf(of)}.${hash}.${n}`))
      if (code !== null) yield code
    }
  }

  /** The n-th of them: later ones where the first is taken. */
  code(of: Version, hash: string, skip = 0): string {
    let n = 0
    for (const code of this.codes(of, hash)) if (n++ === skip) return code
    throw defect('no verification code for a card')
  }

  /** Whether a row's code is ours: one that was written or moved by hand is not. */
  genuine(of: Version, hash: string, code: string): boolean { return [...this.codes(of, hash)].includes(code) }

  drawn(of: Version, as: string, path: string): string { return this.vault.seal('card_signature.drawn', `${sealOf(of)}.${as}`, path) }

  openDrawn(of: Version, as: string, sealed: string): string { return this.vault.open('card_signature.drawn', `${sealOf(of)}.${as}`, sealed) }
}
