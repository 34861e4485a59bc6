// Objects in any bucket that speaks S3: MinIO, Ceph, the clouds' own.
import type { S3Client } from '@aws-sdk/client-s3'
import { KEY, StoreFailure, type ObjectStore } from './object-store'

export interface S3Place { endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string; /** Put before every key, such as `onecard/`. */ prefix: string }

const ATTEMPTS = 4
const CONNECT_MS = 3000
/** Without a byte moving. */
const IDLE_MS = 15_000
const REMOVE_AT_ONCE = 1000

type Sdk = typeof import('@aws-sdk/client-s3')

/** Loaded only where there is a bucket: it is larger than the rest of the server. */
async function connected(place: S3Place): Promise<{ sdk: Sdk; client: S3Client }> {
  const sdk = await import('@aws-sdk/client-s3')
  return { sdk, client: new sdk.S3Client({
    endpoint: place.endpoint, region: place.region, credentials: { accessKeyId: place.accessKey, secretAccessKey: place.secretKey },
    // Buckets as paths and checksums only where the protocol asks: what stores besides Amazon's understand.
    forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: ATTEMPTS, requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: IDLE_MS },
  }) }
}

export class S3Store implements ObjectStore {
  readonly #connected
  constructor(private readonly place: S3Place) { this.#connected = connected(place) }

  async put(key: string, bytes: Buffer): Promise<void> {
    const { sdk, client } = await this.#connected
    const command = new sdk.PutObjectCommand({ ...this.#at(key), Body: bytes, ContentLength: bytes.length, ContentType: 'application/octet-stream' })
    await client.send(command).catch((error: unknown) => { throw new StoreFailure('put', error) })
  }

  async get(key: string): Promise<Buffer | null> {
    const { sdk, client } = await this.#connected
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand(this.#at(key)))
      return Body ? Buffer.from(await Body.transformToByteArray()) : null
    } catch (error) {
      if ((error as { name?: string }).name === 'NoSuchKey') return null
      throw new StoreFailure('get', error)
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    const { sdk, client } = await this.#connected
    for (let i = 0; i < keys.length; i += REMOVE_AT_ONCE) {
      const Objects = keys.slice(i, i + REMOVE_AT_ONCE).map((key) => ({ Key: this.#at(key).Key }))
      const answer = await client.send(new sdk.DeleteObjectsCommand({ Bucket: this.place.bucket, Delete: { Objects, Quiet: true } })).catch((error: unknown) => { throw new StoreFailure('remove', error) })
      const failed = answer.Errors?.find(({ Code }) => Code !== 'NoSuchKey')
      if (failed) throw new StoreFailure('remove', failed.Code)
    }
  }

  async close(): Promise<void> { (await this.#connected).client.destroy() }

  #at(key: string): { Bucket: string; Key: string } {
    if (!KEY.test(key)) throw new Error(`files: impossible key ${key}`)
    return { Bucket: this.place.bucket, Key: this.place.prefix + key }
  }
}
