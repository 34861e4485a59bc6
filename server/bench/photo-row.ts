// A photo of 12 megapixels from the first byte to stored, against sharp alone; and what twenty at a time take of memory.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { develop } from '../src/features/photos/picture'
import { startChild } from './children'
import { median } from './load'
import type { Place } from './place'
import type { Population } from './population'
import type { Report } from './report'
import type { Settings } from './settings'

const SIZE = { width: 4000, height: 3000 }
const MEGABYTE = 2 ** 20
const TARGET = { times: 1.3, memory: 1.25 }
const REPEATS = { whole: 20, quick: 8 }
/** Photos of each shot at memory. */
const SHOT = 40

/** Grain as a sensor's, so that it compresses as a photo does. */
async function picture(): Promise<Buffer> {
  const grain = await sharp({ create: { width: SIZE.width / 2, height: SIZE.height / 2, channels: 3, background: '#508060', noise: { type: 'gaussian', mean: 120, sigma: 24 } } }).png().toBuffer()
  return sharp(grain).resize(SIZE.width, SIZE.height).jpeg({ quality: 88 }).toBuffer()
}

interface File { bytes: Buffer; sha256: string }
/** Another file with the same picture. Hashed before the clock starts: that is the phone's work. */
function another(source: Buffer): File {
  const bytes = Buffer.concat([source, randomBytes(8)])
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

class Phone {
  constructor(private readonly url: string, private readonly household: string, private readonly token: string) {}

  async send({ bytes, sha256 }: File): Promise<void> {
    const headers = { authorization: `Bearer ${this.token}` }
    const address = `${this.url}/api/v1/households/${this.household}/photos`
    const started = await fetch(address, { method: 'POST', headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: JSON.stringify({ sha256, bytes: bytes.length, takenAt: '2020-03-12T02:00:00.000Z' }) })
    const { id } = await started.json() as { id: string }
    const answer = await fetch(`${address}/${id}/bytes/0`, { method: 'PUT', headers: { ...headers, 'content-type': 'application/octet-stream' }, body: new Uint8Array(bytes) })
    const { state } = await answer.json() as { state?: string }
    if (state !== 'stored') throw new Error(`a photo was answered with ${answer.status}`)
  }
}

export async function photoRow(place: Place, settings: Settings, population: Population, report: Report): Promise<void> {
  const source = await picture()
  const { ours, floor } = await timed(place, settings, population, source)
  const ratios = ours.map((ms, i) => ms / floor[i])
  const [two, twenty] = [await memory(place, population, source, 2), await memory(place, population, source, 20)]
  const times = median(ratios)
  report.row({ work: 'photo 12 Mpx in, thumbnail, stored', floor: `${median(floor).toFixed(0)} ms (sharp alone)`, ours: `${median(ours).toFixed(0)} ms`, measured: `${times.toFixed(2)} ×`, target: '≤ 1.3 ×', reached: times <= TARGET.times })
  report.row({ work: 'the same, memory of the server at 20 in parallel', floor: `${two.toFixed(0)} MB (2 in parallel)`, ours: `${twenty.toFixed(0)} MB`, measured: `${(twenty / two).toFixed(2)} ×`, target: 'flat: ≤ 1.25 ×', reached: twenty <= two * TARGET.memory })
  report.detail('Photo', [
    `${SIZE.width} × ${SIZE.height}, ${(source.length / MEGABYTE).toFixed(1)} MB of JPEG; kept as 2048 px and a thumbnail of 320 px, both sealed and synced to the disk. One at a time, ours and the floor in turn; ratios of neighbours: least ${Math.min(...ratios).toFixed(2)}, most ${Math.max(...ratios).toFixed(2)}.`, '',
    `Memory: the most that was ever resident in a server that took ${SHOT} of them.`,
  ])
}

async function timed(place: Place, settings: Settings, population: Population, source: Buffer): Promise<{ ours: number[]; floor: number[] }> {
  const times = { ours: [] as number[], floor: [] as number[] }
  await serving(place, population, {}, async (phone) => {
    for (let n = 0; n <= (settings.quick ? REPEATS.quick : REPEATS.whole); n++) {
      const file = another(source)
      const began = performance.now()
      await phone.send(file)
      const between = performance.now()
      await develop(source)
      // The first warms up both.
      if (n > 0) { times.ours.push(between - began); times.floor.push(performance.now() - between) }
    }
  })
  return times
}

/** Most resident megabytes of a server that took SHOT photos, so many at a time. */
async function memory(place: Place, population: Population, source: Buffer, atOnce: number): Promise<number> {
  const told = join(place.folder, `photo-memory-${atOnce}`)
  await serving(place, population, { TELL_MEMORY: told, CHILD_NODE_OPTIONS: `--require=${join(__dirname, 'tell-memory.js')}` }, async (phone) => {
    let left = SHOT
    await Promise.all(Array.from({ length: atOnce }, async () => { while (left-- > 0) await phone.send(another(source)) }))
  })
  return Number(readFileSync(told, 'utf8')) * 1024 / MEGABYTE
}

async function serving(place: Place, population: Population, more: Record<string, string>, work: (phone: Phone) => Promise<void>): Promise<void> {
  const folder = join(place.folder, 'photos')
  const server = await startChild('our-server', { ...place.environment('bench_county'), DATA_DIR: folder, ...more }, place.logOf('photo'))
  const [id] = population.ids
  try { await work(new Phone(server.url, id, population.tokenOf(id))) } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
