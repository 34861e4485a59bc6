// The same photos in a bucket instead of a folder: a local S3 server, real requests, nothing readable in it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operations } from '@onecard/shared/operations'
import S3rver from 's3rver'
import sharp from 'sharp'
import { boot } from '../src/boot'
import { openStore, StoreFailure } from '../src/kernel/files'
import { createLog } from '../src/kernel/log'
import { connect } from './api'
import { photo, sha256 } from './photo-files'
import { startWorld, type World } from './world'

const BUCKET = 'onecard'
let folder: string
let bucket: S3rver
let world: World

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onecard-s3-'))
  bucket = new S3rver({ port: 0, address: '127.0.0.1', directory: folder, silent: true, configureBuckets: [{ name: BUCKET, configs: [] }] })
  const { port } = await bucket.run() as AddressInfo
  world = await startWorld({ env: {
    FILES_S3_ENDPOINT: `http://127.0.0.1:${port}`, FILES_S3_BUCKET: BUCKET, FILES_S3_PREFIX: 'county/', FILES_S3_ACCESS_KEY: 'S3RVER', FILES_S3_SECRET_KEY: 'S3RVER',
  } })
})
afterAll(async () => {
  await world.close()
  await bucket.close()
  rmSync(folder, { recursive: true, force: true })
})

const objects = (): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('_object')).map((entry) => join(entry.parentPath, entry.name))

test('in parts over two servers, checked, kept sealed in the bucket, shown', async () => {
  const bytes = await photo(2400, 1800, 1)
  const token = await world.token('helper')
  const { id } = world.households.a1
  const started = await world.call(operations.photos.start, { id, sha256: sha256(bytes), bytes: bytes.length, takenAt: '2020-03-12T02:00:00.000Z' }, { token })
  const first = await world.call(operations.photos.append, { id, photo: started.body.id, offset: '0' }, { token, bytes: bytes.subarray(0, 100_000) })
  expect(first.body).toMatchObject({ state: 'awaited', offset: 100_000 })
  expect(objects()).toHaveLength(1)
  const other = await boot({ ...world.running.env, port: 0 }, createLog('silent'))
  try {
    const api = await connect(other.url)
    const last = await api.call(operations.photos.append, { id, photo: started.body.id, offset: '100000' }, { token, bytes: bytes.subarray(100_000) })
    expect(last.body).toMatchObject({ state: 'stored', offset: bytes.length })
  } finally { await other.close() }
  const kept = objects()
  expect(kept).toHaveLength(2)
  for (const path of kept) {
    expect(path).toContain(join(BUCKET, 'county', 'photos'))
    expect(readFileSync(path).subarray(0, 3)).not.toEqual(Buffer.of(0xff, 0xd8, 0xff))
  }
  const { body } = await world.call(operations.photos.link, { id, photo: started.body.id, size: 'full' }, { token })
  const { width, height, format } = await sharp(Buffer.from(await (await fetch(world.url + body.address)).arrayBuffer())).metadata()
  expect([width, height, format]).toEqual([2048, 1536, 'jpeg'])
})

test('an object that is not there is none; a store that cannot be reached says so', async () => {
  const store = openStore(world.running.env, world.vault)
  expect(await store.get('photos/none/full')).toBeNull()
  await store.remove(['photos/none/full'])
  await store.close()
  const nobody = openStore({ ...world.running.env, filesS3: { ...world.running.env.filesS3!, endpoint: 'http://127.0.0.1:1' } }, world.vault)
  await expect(nobody.get('photos/none/full')).rejects.toThrow(StoreFailure)
  await nobody.close()
})

test('an object that was moved or touched is not opened', async () => {
  const store = openStore(world.running.env, world.vault)
  await store.put('photos/one/full', Buffer.from('of one household'))
  expect(String(await store.get('photos/one/full'))).toBe('of one household')
  const sealed = world.vault.sealObject('photos/one/full', Buffer.from('of one household'))
  expect(() => world.vault.openObject('photos/two/full', sealed)).toThrow()
  sealed[sealed.length - 1] ^= 1
  expect(() => world.vault.openObject('photos/one/full', sealed)).toThrow()
  await store.close()
})
