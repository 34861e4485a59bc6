// getwxacodeunlimit. The picture is an ordinary QR code: WeChat's round code has no public decoder, and tests must read what was printed.
import QRCode from 'qrcode'
import sharp from 'sharp'
import { refusal, type Call, type Fields, type Reply } from '../reply'
import type { StandInState } from '../state'

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/
const HOME = 'pages/home/index'
const LIMIT = 5_000

export const getwxacodeunlimit: Call = {
  method: 'POST', token: true,
  async answer(request, state, fields) {
    const wrong = fieldRefusal(state, fields)
    if (wrong) return wrong
    const limit = state.faults.take('rate', request.path)?.limit ?? LIMIT
    if (!state.count(request.path, limit)) return refusal(state, 45009, 'reach max api daily quota limit')
    const jpeg = await picture(fields, state.faults.take('png-as-jpeg', request.path) !== null || fields.is_hyaline === true)
    const lie = state.faults.take('json-as-image', request.path)
    const body = lie ? refusal(state, 41030, 'invalid page').body : jpeg
    // Transparent codes are PNG and still labelled so.
    return { status: 200, type: 'image/jpeg', body, errcode: lie ? 41030 : 0 }
  },
}

/** In this order: scene's length, its characters, page, env, width. */
function fieldRefusal(state: StandInState, fields: Fields): Reply | null {
  const { scene, page, width = 430, env_version: env = 'release', check_path: check = true } = fields
  if (typeof scene !== 'string' || scene.length < 1 || scene.length > 32) return refusal(state, 40169, 'invalid length for scene, or the data is not json string')
  if (!SCENE.test(scene)) return refusal(state, 40129, 'invalid scene')
  if (page !== undefined) {
    if (typeof page !== 'string' || !/^[\w-]+(\/[\w-]+)*$/.test(page)) return refusal(state, 41030, 'invalid page')
    if (page.includes('scancode_time')) return refusal(state, 85096, 'not allow include scancode_time field')
    if (check !== false && !state.pages.has(page)) return refusal(state, 41030, 'invalid page')
  }
  if (!['release', 'trial', 'develop'].includes(env as string)) return refusal(state, 40097, 'invalid args')
  if (typeof width !== 'number' || width < 280 || width > 1280) return refusal(state, 40189, 'invalid width')
  return null
}

/** Depends on the fields alone: the same request gives the same bytes. */
async function picture(fields: Fields, png: boolean): Promise<Buffer> {
  const { r = 0, g = 0, b = 0 } = (fields.auto_color === true ? {} : fields.line_color ?? {}) as Record<string, number | string>
  const dark = `#${[r, g, b].map((part) => (Number(part) & 255).toString(16).padStart(2, '0')).join('')}`
  const drawn = await QRCode.toString(`${String(fields.page ?? HOME)}?scene=${String(fields.scene)}`, {
    type: 'svg', errorCorrectionLevel: 'M', margin: 4, width: Number(fields.width ?? 430),
    color: { dark, light: fields.is_hyaline === true ? '#ffffff00' : '#ffffff' },
  })
  const raster = sharp(Buffer.from(drawn))
  return png ? raster.png().toBuffer() : raster.flatten({ background: '#ffffff' }).jpeg({ quality: 90 }).toBuffer()
}
