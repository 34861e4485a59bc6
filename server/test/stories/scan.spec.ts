// The story that the whole house is for: a cadre scans a door and knows; the next village's helper scans the same door and learns nothing.
import { connect } from 'node:net'
import { text as readAll } from 'node:stream/consumers'
import { operations } from '@onecard/shared/operations'
import { CODE_ALPHABET, printCode } from '@onecard/shared/rules/household-code'
import { printNumber } from '@onecard/shared/rules/household-number'
import { boot } from '../../src/boot'
import { clock } from '../../src/kernel/clock'
import { county } from '../../src/kernel/county'
import { createLog } from '../../src/kernel/log'
import type { Who } from '../actors'
import type { Answer } from '../api'
import { freshCode, freshNumber } from '../population'
import { startWorld, type World } from '../world'

const { scans, households, codes } = operations
const MINUTE = 60_000

let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())
afterEach(() => { clock.shift(0) })

const scan = async (who: Who, text: string) => world.call(scans.create, { text }, { token: await world.token(who) })
/** One character wrong: the shape of ours, but the check fails. */
const slipped = (code: string): string => (code[0] === '0' ? '1' : '0') + code.slice(1)
const slippedNumber = (number: string): string => `${(Number(number[0]) + 1) % 10}${number.slice(1)}`

test('the cadre scans the door and reads the card', async () => {
  const { a1 } = world.households
  const answer = await scan('village_secretary', `https://onecard.test/h/${a1.code}`)
  expect([answer.status, answer.body]).toEqual([201, { household: { id: a1.id } }])
  const card = await world.call(households.card, { id: answer.body.household.id, way: 'scan' }, { token: await world.token('village_secretary') })
  expect(card.body).toMatchObject({ id: a1.id, headName: a1.headName, members: expect.any(Array), income: expect.any(Object), measures: expect.any(Array), helpers: [expect.objectContaining({ name: '样志远' })] })
  await world.settle()
  expect((await world.rows<{ way: string }>('SELECT way FROM household_read WHERE household_id = :id ORDER BY id', { id: a1.id })).map(({ way }) => way)).toEqual(['code', 'scan'])
})

test.each([
  ['the 8 digits', ({ number }: { number: string }) => number],
  ['the digits as printed', ({ number }: { number: string }) => ` ${printNumber(number)} `],
  ['the code in fours', ({ code }: { code: string }) => printCode(code)],
  ['small letters, hyphens, O and L for 0 and 1', ({ code }: { code: string }) => printCode(code).replace(/0/g, 'o').replace(/1/g, 'l').replaceAll(' ', '-').toLowerCase()],
  ['an address under another host, with a tail', ({ code }: { code: string }) => `http://old.host/h/${code}?scancode_time=1606000000`],
  ['the mini-program\'s path, its scene encoded once', ({ code }: { code: string }) => `pages/household/index?scene=${encodeURIComponent(`https://onecard.test/h/${code}`)}`],
  ['the mini-program\'s path, its scene plain', ({ code }: { code: string }) => `pages/household/index?scene=${code}`],
])('%s opens the same household', async (_, text) => {
  expect((await scan('helper', text(world.households.a1))).body).toEqual({ household: { id: world.households.a1.id } })
})

test.each([['foreign address', 'https://u.wechat.com/EAbc'], ['a shop\'s barcode', '6901234567892'], ['some words', '样远山'], ['a payment code', 'wxp://f2f0abc']])('%s is not ours', async (_, text) => {
  expect((await scan('helper', text)).problem).toMatchObject({ status: 400, code: 'scan.not_ours' })
})

describe('the next village\'s helper', () => {
  /** Everything that an observer of the answer has: status, headers but for the clock's, and the body but for the request's own number. */
  const seen = ({ status, headers, text }: Answer<unknown>) => ({
    status, headers: [...headers].filter(([name]) => !['date', 'keep-alive'].includes(name)), text: text.replace(/"requestId":"[^"]*"/, ''),
  })

  test('learns nothing: outside, unknown and mistyped are one answer', async () => {
    const { code, number } = world.households.a1
    const answers = await Promise.all([code, number, freshCode(), freshNumber(), slipped(code), slippedNumber(number), `https://onecard.test/h/${code}`].map((text) => scan('helper2', text)))
    expect(answers[0].problem).toMatchObject({ status: 404, code: 'scan.unknown', title: '打不开这个码' })
    for (const answer of answers) expect(seen(answer)).toEqual(seen(answers[0]))
  })

  // Time is not asserted: a machine under load would decide. What makes it equal is asserted instead: each miss runs the same statements
  // in the same order, and is held until the same floor after it came in (MISS_FLOOR_MS), which is far above what they take.
  test('costs the same work whichever it is', async () => {
    const { code, number } = world.households.a1
    const work = async (text: string): Promise<string[]> => {
      const { statements, stop } = listen()
      try { expect((await scan('helper2', text)).problem.code).toBe('scan.unknown') } finally { stop() }
      return statements.map((sql) => sql.replace(/c\.(code|number) = /, 'c.label = '))
    }
    await scan('helper2', code)
    const outside = await work(code)
    expect(outside).toHaveLength(3)
    for (const text of [freshCode(), slipped(code), number, freshNumber(), slippedNumber(number)]) expect([text, await work(text)]).toEqual([text, outside])
  })

  test('finds no card by its id either, and no sign that it exists', async () => {
    const token = await world.token('helper2')
    const other = await world.call(households.card, { id: world.households.a1.id }, { token })
    const nobody = await world.call(households.card, { id: `${world.households.a1.id.slice(0, -1)}${CODE_ALPHABET[7]}` }, { token })
    expect(seen(other)).toEqual(seen(nobody))
    expect(other.problem.code).toBe('not_found')
  })
})

describe('a code that was replaced', () => {
  test('says so to those in scope only, by code and by number; the new one opens', async () => {
    const { b1 } = world.households
    const { body } = await world.call(codes.reissue, { id: b1.id, kind: 'leaked', reason: '照片传到了网上' }, { token: await world.token('village_secretary2') })
    expect(body.code).not.toBe(b1.code)
    for (const text of [b1.code, b1.number]) {
      for (const who of ['village_secretary2', 'helper2', 'household2', 'township_officer', 'county_office'] as const) expect([who, (await scan(who, text)).problem.code]).toEqual([who, 'scan.replaced'])
      for (const who of ['village_secretary', 'helper', 'household', 'unit_manager', 'prefecture_office'] as const) expect([who, (await scan(who, text)).problem.code]).toEqual([who, 'scan.unknown'])
    }
    for (const text of [body.code, body.number]) expect((await scan('helper2', text)).body).toEqual({ household: { id: b1.id } })
  })
})

describe('guessing', () => {
  const { misses, withinMinutes } = county.settings.scan
  const guess = async (who: Who, times: number) => {
    const answers = []
    for (let done = 0; done < times; done += 10) answers.push(...await Promise.all(Array.from({ length: Math.min(10, times - done) }, () => scan(who, freshCode()))))
    return answers.map(({ problem }) => problem.code)
  }

  test('30 misses in 10 minutes slow an account down, also for its own households, and nobody else', async () => {
    expect([misses, withinMinutes]).toEqual([30, 10])
    expect(new Set(await guess('village_team', misses))).toEqual(new Set(['scan.unknown']))
    const slowed = await scan('village_team', world.households.a1.code)
    expect(slowed.problem).toMatchObject({ status: 429, code: 'scan.slow_down', retryAfter: expect.any(Number) })
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await scan('village_clerk', world.households.a1.code)).status).toBe(201)
    clock.shift((withinMinutes + 1) * MINUTE)
    expect((await scan('village_team', world.households.a1.code)).status).toBe(201)
  })

  test('45 at once are 30 misses and 15 that are turned away; a hit after them too', async () => {
    const codes = await Promise.all(Array.from({ length: 45 }, async () => (await scan('first_secretary', freshCode())).problem.code))
    expect([codes.filter((code) => code === 'scan.unknown').length, codes.filter((code) => code === 'scan.slow_down').length]).toEqual([misses, 15])
    // In which order 46 connections are heard nobody knows, so the hit follows when the misses have been answered.
    expect((await scan('first_secretary', world.households.a1.code)).problem.code).toBe('scan.slow_down')
    expect(await world.rows('SELECT COUNT(*) AS n FROM scan WHERE account_id = :id', { id: world.people.first_secretary.accountId })).toEqual([{ n: String(misses) }])
  })

  test('a hit among misses that leave room for it opens; behind so many that use them up it does not, though all come on one line at once', async () => {
    const few = Array.from({ length: misses - 1 }, () => freshCode())
    const among = await Promise.all([...few.slice(0, 15), world.households.a1.code, ...few.slice(15)].map((text) => scan('village_clerk', text)))
    expect(among.map(({ status }) => status)).toEqual([...Array<number>(15).fill(404), 201, ...Array<number>(few.length - 15).fill(404)])
    // On one connection the order in which they are heard is that in which they were sent.
    const answers = await inOneBreath(await world.token('acceptance_group'), [...Array.from({ length: 45 }, () => freshCode()), world.households.a1.code])
    expect(answers.slice(0, 45).filter((code) => code === 'scan.unknown')).toHaveLength(misses)
    expect(answers.at(-1)).toBe('scan.slow_down')
  })

  /** Codes of the answers, in the order of the questions, which are all written before the first answer is read. */
  async function inOneBreath(token: string, texts: string[]): Promise<string[]> {
    const { hostname, port } = new URL(world.url)
    const wire = connect(Number(port), hostname)
    wire.write(texts.map((text, i) => {
      const body = JSON.stringify({ text })
      const last = i === texts.length - 1 ? 'Connection: close\r\n' : ''
      return `POST /api/v1/scans HTTP/1.1\r\nHost: onecard.test\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${last}\r\n${body}`
    }).join(''))
    const received = await readAll(wire)
    return [...received.matchAll(/"code":"([a-z._]+)"|"household":\{/g)].map(([, code]) => code ?? 'opened')
  }

  test('nor are they more through two processes on one database', async () => {
    const other = await boot(world.running.env, createLog('silent'))
    try {
      const authorization = `Bearer ${await world.token('township_officer')}`
      const there = () => fetch(`${other.url}/api/v1/scans`, { method: 'POST', headers: { 'content-type': 'application/json', authorization }, body: JSON.stringify({ text: freshCode() }) })
        .then(async (answer) => (await answer.json() as { code: string }).code)
      const codes = await Promise.all(Array.from({ length: 45 }, async (_, i) => i % 2 ? there() : (await scan('township_officer', freshCode())).problem.code))
      expect(codes.filter((code) => code === 'scan.unknown')).toHaveLength(misses)
      expect(codes.filter((code) => code === 'scan.slow_down')).toHaveLength(45 - misses)
    } finally { await other.close() }
  })

  test('29 do not', async () => {
    await guess('township_leader', misses - 1)
    expect((await scan('township_leader', world.households.a1.code)).status).toBe(201)
  })
})

describe('the door page', () => {
  const open = (path: string) => world.send('GET', path)

  test('tells anybody what the code is for and whom to call, and nothing about anyone', async () => {
    const { a1 } = world.households
    const { status, text, headers } = await open(`/h/${a1.code}`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/html/)
    for (const said of ['盖州市', '门牌码', '微信', county.settings.hotline]) expect(text).toContain(said)
    for (const fact of [a1.headName, a1.id, a1.number, a1.phone, a1.householdNo, '尚和寨', ...a1.members.map(({ name }) => name)]) expect(text).not.toContain(fact)
  })

  test('is the same whether the code exists or not, and asks the database nothing', async () => {
    const { a1 } = world.households
    const plain = (text: string, code: string) => text.replaceAll(code, '')
    const unknown = freshCode()
    const { statements, stop } = listen()
    try {
      const [real, none, slip] = await Promise.all([a1.code, unknown, slipped(a1.code)].map((code) => open(`/h/${code}`)))
      expect(plain(none.text, unknown)).toBe(plain(real.text, a1.code))
      expect(plain(slip.text, slipped(a1.code))).toBe(plain(real.text, a1.code))
    } finally { stop() }
    expect(statements).toEqual([])
  })

  test('carries nothing of a foreign address into the page', async () => {
    const { status, text } = await open(`/h/${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(status).toBe(200)
    expect(text).not.toContain('<script>')
  })
})

describe('the card\'s ETag', () => {
  test('answers 304 while nothing changed, and anew after a change', async () => {
    const { a1 } = world.households
    const token = await world.token('village_clerk')
    const ask = (etag?: string) => world.call(households.card, { id: a1.id }, { token, headers: etag ? { 'if-none-match': etag } : {} })
    const first = await ask()
    const etag = first.headers.get('etag') as string
    expect(etag).toMatch(/^"v\d+/)
    expect(await ask(etag)).toMatchObject({ status: 304, text: '' })
    expect((await ask('"v0"')).body).toEqual(first.body)
    await world.call(codes.reissue, { id: a1.id, kind: 'lost', reason: '门牌被风刮走' }, { token })
    const changed = await ask(etag)
    expect([changed.status, changed.body.code === first.body.code, changed.body.version > first.body.version]).toEqual([200, false, true])
    expect(changed.headers.get('etag')).not.toBe(etag)
    // The relay builds the ready card; it reads the same.
    await world.settle()
    expect((await ask()).body).toEqual(changed.body)
  })

  test('of two readers who see differently is not the same', async () => {
    const { a1 } = world.households
    const tags = await Promise.all((['village_clerk', 'helper', 'household', 'county_office'] as const).map(async (who) =>
      (await world.call(households.card, { id: a1.id }, { token: await world.token(who) })).headers.get('etag')))
    expect(new Set(tags).size).toBe(tags.length)
  })
})

/** Statements that reach the database from now on and are about scans or households; what runs by a timer of its own (relay, recorded reads, sessions) is left out. */
function listen(): { statements: string[]; stop(): void } {
  const statements: string[] = []
  const heard = (sql: unknown) => {
    const text = String(sql).replace(/\/\*.*?\*\//g, '').replace(/\s+/g, ' ').trim()
    if (/\b(scan|household|household_code|household_card|member)\b/.test(text)) statements.push(text)
  }
  const pool = (world.db.source.driver as unknown as { pool: Pool }).pool
  const { getConnection } = pool
  const patched = new Map<Execute, Execute['execute']>()
  // The pool runs single statements on a connection of its own too.
  pool.getConnection = (done) => getConnection.call(pool, (error, connection) => {
    if (connection && !patched.has(connection)) {
      const real = connection.execute
      connection.execute = (...args) => { heard(args[0]); return real.apply(connection, args) }
      patched.set(connection, real)
    }
    done(error, connection)
  })
  return { statements, stop: () => { pool.getConnection = getConnection; for (const [connection, real] of patched) connection.execute = real } }
}

type Execute = { execute(...args: unknown[]): unknown }
interface Pool { getConnection(done: (error: unknown, connection?: Execute) => void): void }
