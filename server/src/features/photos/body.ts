// Bytes of a request in pieces, so that twenty slow uploads hold twenty pieces and not twenty pictures.
import type { Readable } from 'node:stream'

export const PIECE = 2 * 1024 * 1024

/** Yields pieces of PIECE bytes and a last shorter one; also what had come when the line broke, and only then throws. */
export async function* piecesOf(body: Readable): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  const take = (): Buffer => { const piece = held.length === 1 ? held[0] : Buffer.concat(held); held = []; size = 0; return piece }
  let broken: { error: unknown } | null = null
  try {
    // Whoever stops taking still has to answer: destroyed, the request would take its connection along.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      held.push(chunk)
      size += chunk.length
      if (size >= PIECE) yield take()
    }
  } catch (error) { broken = { error } }
  if (size > 0) yield take()
  if (broken) throw broken.error
}
