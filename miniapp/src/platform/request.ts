// One HTTP exchange. Every status is an answer; only a broken or slow line rejects.
import Taro from '@tarojs/taro'

export interface Exchange {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** From `/`, without origin. */
  path: string
  headers: Record<string, string>
  body?: unknown
  /** Instead of `body`, as they are. */
  bytes?: ArrayBuffer
  timeoutMs: number
  /** Bytes instead of text, as a data address that an image can show. */
  picture?: boolean
}
export interface Answer { status: number; text: string; etag: string | null; type: string; retryAfter: number | null }

/** The line broke, was too slow, or there is none. */
export class LineBroken extends Error { override readonly name = 'LineBroken' }

function header(headers: Record<string, unknown> | undefined, name: string): string | null {
  const key = Object.keys(headers ?? {}).find((k) => k.toLowerCase() === name)
  return key ? String(headers![key]) : null
}

export async function exchange(ask: Exchange): Promise<Answer> {
  let reply: Taro.request.SuccessCallbackResult
  try {
    reply = await Taro.request({
      url: API_BASE + ask.path,
      method: ask.method,
      header: ask.headers,
      // A string, so that neither platform encodes it again.
      data: ask.bytes ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body)),
      timeout: ask.timeoutMs,
      dataType: 'text' as never,
      responseType: ask.picture ? 'arraybuffer' : 'text',
    })
  } catch (error) {
    throw new LineBroken(String((error as { errMsg?: string })?.errMsg ?? error))
  }
  const type = header(reply.header, 'content-type') ?? ''
  const retryAfter = Number(header(reply.header, 'retry-after'))
  return {
    status: reply.statusCode,
    text: textOf(reply.data, ask.picture === true && reply.statusCode === 200, type),
    etag: header(reply.header, 'etag'),
    type,
    retryAfter: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
  }
}

function textOf(data: unknown, picture: boolean, type: string): string {
  if (picture) return `data:${type.split(';')[0]};base64,${Taro.arrayBufferToBase64(data as ArrayBuffer)}`
  if (typeof data === 'string') return data
  if (data instanceof ArrayBuffer) return utf8(new Uint8Array(data))
  return data === undefined || data === null ? '' : JSON.stringify(data)
}

/** A refusal of a picture arrives as bytes, and the engine has no TextDecoder. */
function utf8(bytes: Uint8Array): string {
  let encoded = ''
  for (let i = 0; i < bytes.length; i++) encoded += '%' + bytes[i].toString(16).padStart(2, '0')
  try { return decodeURIComponent(encoded) } catch { return '' }
}
