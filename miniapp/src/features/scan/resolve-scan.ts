// From what was read to the household's id: the server decides; without a line the phone looks among its own.
import { onlineManager } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import { readScan } from '@onecard/shared/rules/scan-text'
import type { CardView } from '@onecard/shared/contract/households.views'
import { call } from '../../data/call'
import { asFailure } from '../../data/failure'
import { keptEntries, keptWhole } from '../../data/kept'
import { wait } from '../../platform/clock'
import { findKept, refusalFrom, refusalOf, refusedHere, type Refusal } from './view-model'

/** `paper`: 核验码 of a printed card; its page asks the server. */
export type Resolved = { id: string } | { paper: string } | { refusal: Refusal }

/** With one bar of signal a kept household opens after this long; its page then asks the server by itself. */
const PATIENCE_MS = 1500

export async function resolveScan(text: string): Promise<Resolved> {
  const reading = readScan(text)
  if (reading.kind === 'paper') return { paper: reading.code }
  const here = refusedHere(text)
  if (here) return { refusal: here }
  await keptWhole()
  const known = findKept(reading, keptEntries<CardView>('card.').map((k) => k.entry.value))
  if (!onlineManager.isOnline()) return known ? { id: known } : { refusal: refusalOf('scan.offline') }
  const asked = ask(text, known)
  return known ? Promise.race([asked, wait(PATIENCE_MS).then((): Resolved => ({ id: known }))]) : asked
}

async function ask(text: string, known: string | null): Promise<Resolved> {
  try {
    const { household } = await call(operations.scans.create, { text })
    return { id: household.id }
  } catch (error) {
    const failure = asFailure(error)
    if (failure.unreachable) return known ? { id: known } : { refusal: refusalOf('scan.offline') }
    return { refusal: refusalFrom(failure) }
  }
}
