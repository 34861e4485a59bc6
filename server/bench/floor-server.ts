// The floor: node:http and one prepared primary-key lookup, nothing else. Sends the bytes that ours sends.
// SEALED=1 reads the sealed body and opens it, as ours must: for information, what sealing at rest costs anybody.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import mysql from 'mysql2'
import { cardSeal } from '../src/features/cards/card-builder'
import { connectionOf } from '../src/kernel/db'
import { Vault } from '../src/kernel/vault'
import { tellParent } from './children'

const url = process.env.DATABASE_OWNER_URL ?? ''
const sealed = Boolean(process.env.SEALED)
const vault = new Vault(process.env.MASTER_SECRET ?? '')
const pool = mysql.createPool({ ...connectionOf(url), connectionLimit: 10 } as mysql.PoolOptions)
const SQL = `SELECT body FROM ${sealed ? 'household_card' : 'floor_card'} WHERE household_id = ? AND sight = ?`
const SIGHT = 'office'

const server = createServer((request, response) => {
  const id = (request.url ?? '').slice('/cards/'.length)
  pool.execute<mysql.RowDataPacket[]>(SQL, [id, SIGHT], (error, rows) => {
    if (error || !rows.length) { response.writeHead(error ? 500 : 404).end(); return }
    const body: Buffer = sealed ? vault.openBytes('household_card.body', cardSeal(id, SIGHT), rows[0].body) : rows[0].body
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'gzip', 'content-length': body.length }).end(body)
  })
})
server.keepAliveTimeout = 65_000
server.listen(0, '127.0.0.1', () => {
  tellParent(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, async () => { server.closeAllConnections(); pool.end() })
})
