// The ordinary QR code of a label, for any scanner. ECC Q survives a quarter of a weathered label; four modules of quiet zone are the standard's minimum.
import QRCode from 'qrcode'
import sharp from 'sharp'
import { defect } from '../../kernel/defect'

const CORRECTION = 'Q'
const QUIET = 4

/**
 * Side of the PNG in pixels when nobody says otherwise. An address of up to 60 characters needs 45 modules with its quiet zone:
 * 13 px each, and still 4 px in a photograph shrunk to 30 %.
 */
export const ORDINARY_PX = 600

/** One dark square per module, black on white, scalable; `address` is `https://HOST/h/<code>`. */
export async function ordinarySvg(address: string): Promise<string> {
  return QRCode.toString(address, { type: 'svg', errorCorrectionLevel: CORRECTION, margin: QUIET, width: ORDINARY_PX })
}

/** Exactly `px` × `px`. All modules are equally wide whole pixels; what is left over widens the quiet zone. A defect when `px` is under one pixel a module. */
export async function ordinaryPng(address: string, px: number = ORDINARY_PX): Promise<Buffer> {
  const { size, data } = QRCode.create(address, { errorCorrectionLevel: CORRECTION }).modules
  const scale = Math.floor(px / (size + 2 * QUIET))
  if (scale < 1) throw defect(`A code of ${size} modules does not fit into ${px} px`)
  const before = Math.floor((px - size * scale) / 2)
  const after = px - size * scale - before
  const pixels = Buffer.from(data).map((module) => (module ? 0 : 255))
  const grown = await sharp(pixels, { raw: { width: size, height: size, channels: 1 } }).resize(size * scale, size * scale, { kernel: 'nearest' }).png().toBuffer()
  return sharp(grown).extend({ top: before, left: before, bottom: after, right: after, background: '#ffffff' })
    .toColourspace('b-w').png({ palette: true, colours: 2, compressionLevel: 9 }).toBuffer()
}
