// argon2id, at the cost that OWASP names first for a shared server: 19 MiB, two passes, one lane.
import { randomBytes } from 'node:crypto'
import { argon2id, hash, verify } from 'argon2'

const COST = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> { return hash(password, COST) }

let decoy: Promise<string> | null = null

/** A hash that no password fits is checked in the place of a missing one, so that a name nobody holds takes the same time. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(24).toString('base64'))
  const fits = await verify(stored ?? await decoy, password)
  return fits && stored !== null
}

/** Made once at start: the first unknown name must not pay for it. */
export async function preparePasswords(): Promise<void> { await verifyPassword(null, '') }
