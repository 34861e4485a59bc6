import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { ORDINARY_PX, ordinaryPng, ordinarySvg } from '../src/features/codes/code-image'
import { decode, WEAR, worn } from './worn-codes'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 17 characters each, the same on every run. */
const CODES = Array.from({ length: 40 }, (_, n) => [...createHash('sha256').update(`code ${n}`).digest().subarray(0, 17)].map((byte) => ALPHABET[byte & 31]).join(''))
const ADDRESSES = CODES.map((code, n) => `https://${n % 2 ? 'yhyk.gaizhou.example.cn' : '127.0.0.1:3000'}/h/${code}`)

describe('the ordinary code', () => {
  test.each([
    ['PNG', (address: string) => ordinaryPng(address)],
    ['SVG, rasterised', async (address: string) => sharp(Buffer.from(await ordinarySvg(address))).png().toBuffer()],
  ])('%s is read back by zbarimg, also as JPEG 60, at 30 %%, turned by 7° and all at once', async (_, draw) => {
    const pictures = (await Promise.all(ADDRESSES.map(async (address) => worn(await draw(address))))).flat()
    const read = await decode(pictures)
    const expected = ADDRESSES.flatMap((address) => WEAR.map((wear) => `${wear}: ${address}`))
    expect(read.map((text, n) => `${WEAR[n % WEAR.length]}: ${text}`)).toEqual(expected)
  })

  // 37 modules: 473 px would hold eleven pixels for each of 37 + 6, so a quiet zone of three would be taken.
  test.each([
    ['PNG', 473, (address: string) => ordinaryPng(address, 473)],
    ['SVG', ORDINARY_PX, async (address: string) => Buffer.from(await ordinarySvg(address))],
  ])('%s has the asked size and four light modules around', async (_, px, draw) => {
    const { data, info } = await sharp(await draw(ADDRESSES[1])).flatten().extractChannel(0).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([px, px])
    const dark = [...data.entries()].filter(([, value]) => value < 128).map(([index]) => [index % px, Math.floor(index / px)])
    const columns = dark.map(([x]) => x).sort((x, y) => x - y)
    const rows = dark.map(([, y]) => y)
    const [left, right] = [columns[0], columns.at(-1)!]
    const module = (right + 1 - left) / 37
    expect(Math.min(left, rows[0], px - 1 - right, px - 1 - rows.at(-1)!) / module).toBeGreaterThan(3.9)
  })

  test('PNG has whole pixels for each module', async () => {
    const { data } = await sharp(await ordinaryPng(ADDRESSES[1], 473)).extractChannel(0).raw().toBuffer({ resolveWithObject: true })
    const row = data.subarray(236 * 473, 237 * 473)
    const edges = [...row.keys()].filter((x) => x > 0 && row[x] !== row[x - 1])
    expect(edges.length).toBeGreaterThan(10)
    expect(new Set(edges.map((x) => (x - edges[0]) % 10))).toEqual(new Set([0]))
  })

  test('carries error correction Q in its format bits', async () => {
    // ISO 18004: the level stands in the first two bits of row 8, masked with 10; Q is 11, so light-dark becomes 01 after the mask.
    const px = 45 * 4
    const { data } = await sharp(await ordinaryPng('https://127.0.0.1:3000/h/0123456789ABCDEFG-padding-up', px)).extractChannel(0).raw().toBuffer({ resolveWithObject: true })
    const top = data.findIndex((value) => value < 128)
    const [x0, y0] = [top % px, Math.floor(top / px)]
    let finder = 0
    while (data[y0 * px + x0 + finder] < 128) finder++
    const module = finder / 7
    const bit = (column: number, row: number) => (data[Math.floor(y0 + (row + 0.5) * module) * px + Math.floor(x0 + (column + 0.5) * module)] < 128 ? 1 : 0)
    expect([bit(0, 8) ^ 1, bit(1, 8) ^ 0]).toEqual([1, 1])
  })

  test('is the same each time and refuses a size without room', async () => {
    expect(await ordinaryPng(ADDRESSES[0])).toEqual(await ordinaryPng(ADDRESSES[0], ORDINARY_PX))
    await expect(ordinaryPng(ADDRESSES[0], 30)).rejects.toThrow("does not fit")
  })
})
