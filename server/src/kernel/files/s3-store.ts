// Objects in any bucket that speaks S3: MinIO, Ceph, the clouds' own.
import { DeleteObjectsCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { KEY, StoreFailure, type ObjectStore } from './object-store'

export interface S3Place { endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string; /** Put before every key, such as `onecard/`. */ prefix: string }

const ATTEMPTS = 4
const CONNECT_MS = 3000
/** Without a byte moving. */
const IDLE_MS = 15_000
const REMOVE_AT_ONCE = 1000

export class S3Store implements ObjectStore {
  readonly #client: S3Client
  constructor(private readonly place: S3Place) {
    this.#client = new S3Client({
      endpoint: place.endpoint, region: place.region, credentials: { accessKeyId: place.accessKey, secretAccessKey: place.secretKey },
      // Buckets as paths and checksums only where the protocol asks: what stores besides Amazon's understand.
      forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: ATTEMPTS, requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: IDLE_MS },
    })
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const command = new PutObjectCommand({ ...this.#at(key), Body: bytes, ContentLength: bytes.length, ContentType: 'application/octet-stream' })
    await this.#client.send(command).catch((error: unknown) => { throw new StoreFailure('put', error) })
  }

  async get(key: string): Promise<Buffer | null> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(this.#at(key)))
      return Body ? Buffer.from(await Body.transformToByteArray()) : null
    } catch (error) {
      if (error instanceof NoSuchKey || (error as { name?: string }).name === 'NoSuchKey') return null
      throw new StoreFailure('get', error)
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (let i = 0; i < keys.length; i += REMOVE_AT_ONCE) {
      const Objects = keys.slice(i, i + REMOVE_AT_ONCE).map((key) => ({ Key: this.#at(key).Key }))
      const answer = await this.#client.send(new DeleteObjectsCommand({ Bucket: this.place.bucket, Delete: { Objects, Quiet: true } })).catch((error: unknown) => { throw new StoreFailure('remove', error) })
      const failed = answer.Errors?.find(({ Code }) => Code !== 'NoSuchKey')
      if (failed) throw new StoreFailure('remove', failed.Code)
    }
  }

  async close(): Promise<void> { this.#client.destroy() }

  #at(key: string): { Bucket: string; Key: string } {
    if (!KEY.test(key)) throw new Error(`files: impossible key ${key}`)
    return { Bucket: this.place.bucket, Key: this.place.prefix + key }
  }
}
