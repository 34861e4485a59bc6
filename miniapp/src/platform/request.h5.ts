// The same exchange in a browser. `no-store`: a household's record must not lie in the browser's cache.
import type { Answer, Exchange } from './request'

export type { Answer, Exchange }
export class LineBroken extends Error { override readonly name = 'LineBroken' }

export async function exchange(ask: Exchange): Promise<Answer> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), ask.timeoutMs)
  try {
    const reply = await fetch(ask.path, {
      method: ask.method,
      headers: ask.headers,
      body: ask.bytes ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body)),
      cache: 'no-store',
      credentials: 'omit',
      signal: stop.signal,
    })
    const retryAfter = Number(reply.headers.get('retry-after'))
    return {
      status: reply.status,
      text: ask.picture && reply.status === 200 ? await dataAddress(await reply.blob()) : await reply.text(),
      etag: reply.headers.get('etag'),
      type: reply.headers.get('content-type') ?? '',
      retryAfter: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
    }
  } catch (error) {
    throw new LineBroken(String(error))
  } finally {
    clearTimeout(timer)
  }
}

function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
