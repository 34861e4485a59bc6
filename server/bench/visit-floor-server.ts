// The floor of visits: node:http and hand-written prepared SQL. POST /visits writes the rows that a finished visit with three photos leaves, in one
// transaction; GET /overdue answers the first page of the county's overdue households with the best single statement that gives it.
import { randomBytes, randomInt } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import { addDays } from '@onecard/shared/rules/day'
import { clock } from '../src/kernel/clock'
import { connectionOf } from '../src/kernel/db'
import { newId } from '../src/kernel/ids'
import { tellParent } from './children'

const pool = mysql.createPool({ ...connectionOf(process.env.DATABASE_OWNER_URL ?? ''), connectionLimit: 10 } as mysql.PoolOptions)
const PAGE = 50
const EVERY = 31
/** As long as a sealed receipt. */
const ANSWER = 'x'.repeat(240)

interface Body { id: string; key: string; account: string; note: string; topics: unknown; promises: unknown; startedAt: string; endedAt: string; photos: { sha256: string; bytes: number; takenAt: string }[] }

const KEY = 'INSERT INTO idempotency_key (account_id, key_id, request, answer, at) VALUES (?, ?, ?, ?, ?)'
const VISIT = `INSERT INTO visit (id, household_id, account_id, on_day, kind, note, topics, received_at, version, started_at, ended_at, counts_on, promises, photos, receipt, receipt_hash) VALUES (?, ?, ?, ?, '01', ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`
const PHOTOS = `INSERT INTO photo (id, household_id, sha256, bytes, taken_at, state, account_id) VALUES ${Array(3).fill("(?, ?, ?, ?, ?, 'awaited', ?)").join(', ')}`
const HOUSEHOLD = 'UPDATE household SET last_visit_on = ?, due_on = ?, version = version + 1, updated_at = ? WHERE id = ?'
const CARDS = 'UPDATE household_card SET version = 0 WHERE household_id = ?'
const AUDIT = `INSERT INTO audit_entry (at, account_id, role, operation, subject, region, changed) VALUES (?, ?, 'village_secretary', 'visits.record', ?, '210881004205', '[{"field":"visit","before":null,"after":"01"}]')`
/** As done: the relay of our server would otherwise have to carry the floor's events away. */
const EVENTS = `INSERT INTO outbox_event (topic, payload, available_at, tries, done_at) VALUES ('floor', ?, ?, 0, ?), ('floor', ?, ?, 0, ?)`
const OVERDUE = `SELECT p.*, a.name AS helper_name FROM (SELECT h.id, h.region, h.group_name, h.head_name, h.due_on, h.last_visit_on, h.state, h.household_type, h.planned_exit_year FROM household h WHERE h.due_on < ? ORDER BY h.due_on, h.id LIMIT ${PAGE}) p
  LEFT JOIN pairing q ON q.household_id = p.id AND q.is_primary = 1 AND q.to_day IS NULL LEFT JOIN account a ON a.id = q.account_id ORDER BY p.due_on, p.id`

async function write(body: Body): Promise<object> {
  const connection = await pool.getConnection()
  try {
    const now = clock.date()
    const day = clock.today()
    const id = newId()
    const receipt = randomInt(1_048_576).toString(32).padStart(4, '0')
    await connection.beginTransaction()
    await connection.execute(KEY, [body.account, body.key, randomBytes(16).toString('hex'), ANSWER, now])
    await connection.execute(VISIT, [id, body.id, body.account, day, body.note, JSON.stringify(body.topics), now, new Date(body.startedAt), new Date(body.endedAt), day, JSON.stringify(body.promises), body.photos.map((p) => p.sha256).join(','), receipt, randomBytes(16).toString('hex')])
    await connection.execute(PHOTOS, body.photos.flatMap((p) => [newId(), body.id, p.sha256, p.bytes, new Date(p.takenAt), body.account]))
    await connection.execute(HOUSEHOLD, [day, addDays(day, EVERY), now, body.id])
    await connection.execute(CARDS, [body.id])
    await connection.execute(AUDIT, [now, body.account, id])
    await connection.execute(EVENTS, [JSON.stringify({ households: [body.id] }), now, now, JSON.stringify({ household: body.id, visit: id }), now, now])
    await connection.commit()
    return { id, number: receipt }
  } catch (error) {
    await connection.rollback()
    throw error
  } finally { connection.release() }
}

const server = createServer((request, response) => {
  const send = (status: number, answer: object): void => {
    const body = Buffer.from(JSON.stringify(answer))
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }).end(body)
  }
  const failed = (): void => send(500, {})
  if (request.method === 'GET') { pool.execute<RowDataPacket[]>(OVERDUE, [clock.today()]).then(([rows]) => send(200, rows), failed); return }
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => { write(JSON.parse(Buffer.concat(parts).toString()) as Body).then((answer) => send(201, answer), failed) })
})
server.keepAliveTimeout = 65_000
server.listen(0, '127.0.0.1', () => { tellParent(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, async () => { server.closeAllConnections(); await pool.end() }) })
