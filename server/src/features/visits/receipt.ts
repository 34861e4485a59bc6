// What a phone keeps as proof that the server has what it sent.
import { randomInt } from 'node:crypto'
import type { Vault } from '../../kernel/vault'

/** Crockford's base 32: no I, L, O, U that would be read for something else. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 4

/** 7K2M: for people to compare; unique within a household by its index. */
export function drawReceipt(): string { return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('') }

/** Keyed, so that nobody but the server can make one: over key, household, content and the server's time. */
export function receiptHash(vault: Vault, of: { key: string; householdId: string; content: object; receivedAt: Date }): string {
  return vault.index('visit.receipt', JSON.stringify([of.key, of.householdId, of.content, of.receivedAt.toISOString()]))
}
