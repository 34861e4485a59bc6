// What the figures were measured on.
import { cpus, release, totalmem } from 'node:os'
import type { Connection, RowDataPacket } from 'mysql2/promise'

export interface Machine { date: string; cores: string; memory: string; node: string; database: string; buffer: string; system: string }

const GIGABYTE = 2 ** 30

export async function machine(owner: Connection): Promise<Machine> {
  const [[row]] = await owner.query<RowDataPacket[]>('SELECT VERSION() AS version, @@innodb_buffer_pool_size AS buffer')
  return {
    date: new Date().toISOString().slice(0, 10), cores: `${cpus().length} × ${cpus()[0]?.model.trim() || 'unknown'}`, memory: `${(totalmem() / GIGABYTE).toFixed(0)} GB`,
    node: process.versions.node, database: String(row.version), buffer: `${Number(row.buffer) / GIGABYTE} GB`, system: `${process.platform} ${release()} ${process.arch}`,
  }
}
