// A whole story, then a search of everything that was logged: no ID number, phone, name, code, password or token in any line.
import { randomUUID } from 'node:crypto'
import { operations } from '@onecard/shared/operations'
import { printCode } from '@onecard/shared/rules/household-code'
import { PASSWORD } from './actors'
import { LAND } from './population'
import { startWorld, type World } from './world'

const { sessions, households, codes, scans, accounts, imports, audit, passwords, visits } = operations
const secrets = new Map<string, string>()
const requestIds: string[] = []
let world: World

/** Remembers what must not be found. */
function secret(what: string, value: string): string { secrets.set(value, what); return value }

beforeAll(async () => { world = await startWorld(); await story() })
afterAll(() => world.close())

async function story(): Promise<void> {
  rememberPeople()
  const wrong = secret('wrong password', 'this-is-not-it-2020')
  const note = (answer: { problem?: { requestId?: string } }): void => { if (answer.problem?.requestId) requestIds.push(answer.problem.requestId) }

  note(await world.call(sessions.create, { account: 'village_clerk', password: wrong }))
  note(await world.call(sessions.create, { account: secret('account nobody has', 'nobody.of.that.name'), password: wrong }))
  const { body: signedIn } = await world.call(sessions.create, { account: 'village_clerk', password: PASSWORD })
  const token = secret('token', signedIn.token)
  const wechat = await world.call(sessions.createByWechat, { code: secret('wechat code', 'dev-logs-spec.once'), phoneCode: secret('phone code', `ph-${world.people.helper.phone}.once`) })
  secret('token', wechat.body.token)
  await readAndWrite(token, note)
  await visited(token, note)
  await mistakes(token, note)
  await withoutTables(token, note)
  await world.call(sessions.end, {}, { token })
  note(await world.call(households.list, {}, { token }))
  await world.settle()
}

function rememberPeople(): void {
  secret('password', PASSWORD)
  for (const h of Object.values(world.households)) {
    for (const value of [h.headName, h.code, printCode(h.code), h.number, h.phone, h.bankCard, h.householdNo, h.groupName]) secret('household', value)
    for (const { name, certificate, phone } of h.members) for (const value of [name, certificate, certificate.slice(0, 18), phone]) if (value) secret('member', value)
  }
  for (const { name, phone } of Object.values(world.people)) { secret('person', name); secret('person', phone) }
}

async function readAndWrite(token: string, note: (answer: any) => void): Promise<void> {
  const { a1, a2, b1 } = world.households
  const person = a1.members[2]
  await world.call(households.list, { region: LAND.villageA }, { token })
  for (const text of [person.certificate, a1.phone, a1.headName]) await world.call(households.search, { text }, { token })
  await world.call(scans.create, { text: a1.code }, { token })
  await world.call(scans.create, { text: `https://onecard.test/h/${a1.number}` }, { token })
  note(await world.call(scans.create, { text: b1.code }, { token }))
  await world.send('GET', `/h/${a1.code}`)
  await world.call(households.card, { id: a1.id, way: 'scan' }, { token })
  await world.call(households.reveal, { id: a1.id, member: person.id, field: 'certificate', reason: secret('reason', '核对低保申请里的号码') }, { token })
  const { body } = await world.call(codes.reissue, { id: a2.id, kind: 'lost', reason: secret('reason', '门牌被台风刮走了') }, { token })
  secret('new code', body.code); secret('new number', body.number)
  await world.call(codes.image, { id: a2.id }, { token })
  await world.call(codes.image, { id: a2.id, kind: 'mini' }, { token })
  const phone = secret('phone of a new account', '15498765432')
  const made = await world.call(accounts.create, { account: 'newcomer', name: secret('name of a new account', '样新人某'), phone }, { token: await world.token('system_admin') })
  const code = secret('one-time code', made.body.activation.code)
  const set = await world.call(passwords.set, { account: 'newcomer', code, password: secret('password of a new account', 'quite-long-2020') })
  await world.call(passwords.change, { old: 'quite-long-2020', password: secret('changed password', 'quite-other-2020') }, { token: secret('token', set.body.token) })
  await world.call(audit.reads, {}, { token: await world.token('auditor') })
}

/** A visit with all that people write and all that tells where somebody was. */
async function visited(token: string, note: (answer: any) => void): Promise<void> {
  const { a1 } = world.households
  const at = '2020-03-12T02:00:00.000Z'
  const headers = (): Record<string, string> => ({ 'idempotency-key': randomUUID() })
  const facts = {
    id: a1.id, kind: '01', startedAt: at, endedAt: at, met: [], metOther: secret('who was met', '路过的老邻居'), note: secret('note', '灶台塌了一角要修'), internalNote: secret('internal note', '想再核实打工收入'),
    topics: [{ topic: '02', ok: false, text: secret('topic', '井水发黄有股味') }], promises: [{ text: secret('promise', '下周带净水片来'), by: '2020-03-19' }],
  }
  const place = { lng: 122.3571, lat: 40.4093, system: 'wgs84' as const, accuracy: 7 }
  for (const value of ['122.3571', '40.4093']) secret('place', value)
  const recorded = await world.call(visits.record, { ...facts, sentAt: at, companions: [secret('companion', '样同行人')], place, atHouse: true, photos: [], signature: secret('signature', 'M12 30L14 31L15 77') }, { token, headers: headers() })
  const ofVisit = { id: a1.id, visit: recorded.body.id }
  await world.call(visits.correct, { ...facts, visit: ofVisit.visit, version: 1, note: secret('corrected note', '灶台已经修好了') }, { token, headers: headers() })
  await world.call(visits.addNote, { ...ofVisit, text: secret('added note', '回来想起还缺被褥') }, { token, headers: headers() })
  await world.call(visits.keepPromise, { ...ofVisit, index: 0, kept: true }, { token, headers: headers() })
  await world.call(visits.confirm, { ...ofVisit, agree: false, text: secret('the household says', '那天没有人来过呀') }, { token: await world.token('household'), headers: headers() })
  await world.call(visits.withdraw, { ...ofVisit, reason: secret('why withdrawn', '记到隔壁那家去了') }, { token, headers: headers() })
  note(await world.call(visits.record, { ...facts, endedAt: '2020-03-11T02:00:00.000Z', sentAt: at, place: { ...place, lng: 1222.3571 }, photos: [] }, { token, headers: headers() }))
  await world.call(visits.list, { id: a1.id }, { token })
}

/** Everything malformed that people and machines send. */
async function mistakes(token: string, note: (answer: any) => void): Promise<void> {
  const { a1 } = world.households
  const certificate = a1.members[0].certificate
  const send = async (method: string, path: string, body?: string, headers = {}) => note(await world.send(method, path, { token, body, headers }))
  await send('POST', '/api/v1/sessions', `{"account": "village_clerk", "password": "${PASSWORD}"`)
  await send('POST', '/api/v1/sessions', JSON.stringify({ account: 'village_clerk', password: PASSWORD, [a1.headName]: certificate }))
  await send('POST', '/api/v1/sessions', `account=village_clerk&password=${PASSWORD}`, { 'content-type': 'application/x-www-form-urlencoded' })
  await send('POST', '/api/v1/scans', JSON.stringify({ text: { deep: a1.code } }))
  await send('GET', `/api/v1/households?text=${certificate}&name=${encodeURIComponent(a1.headName)}`)
  await send('GET', `/api/v1/households/${certificate}/card`)
  await send('GET', `/${encodeURIComponent(a1.headName)}/${certificate}?phone=${a1.phone}`)
  await send('POST', '/api/v1/households/searches', JSON.stringify({ text: certificate.repeat(4) }))
  await send('POST', '/api/v1/scans', JSON.stringify({ text: a1.code.repeat(100_000) }))
  const form = new FormData()
  form.set('households', new Blob([`户主,证件号码\n${a1.headName},${certificate}\n`]), `${a1.headName}.csv`)
  form.set('members', new Blob(['no table at all']), `${certificate}.xlsx`)
  note(await world.call(imports.create, {}, { token: await world.token('county_office'), form }))
}

/** The database refuses in the middle: its errors carry statement and values. */
async function withoutTables(token: string, note: (answer: any) => void): Promise<void> {
  const rename = (from: string, to: string) => world.asOwner((owner) => owner.query(`RENAME TABLE \`${from}\` TO \`${to}\``))
  await world.settle()
  await rename('household', 'household_away')
  note(await world.call(households.search, { text: world.households.a1.members[1].certificate }, { token }))
  note(await world.call(households.card, { id: world.households.a1.id }, { token: await world.token('county_office') }))
  note(await world.call(scans.create, { text: world.households.a1.code }, { token }))
  await rename('household_away', 'household')
  await rename('account', 'account_away')
  note(await world.call(sessions.create, { account: 'village_clerk', password: PASSWORD }))
  note(await world.call(accounts.create, { account: 'never.made', name: secret('name of no account', '样未成'), phone: secret('phone of no account', '15491112222') }, { token: await world.token('system_admin') }))
  await rename('account_away', 'account')
}

test('the story was logged', () => {
  const answered = world.log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'answered')
  expect(answered.length).toBeGreaterThan(35)
  for (const status of [200, 201, 204, 400, 401, 404, 413, 500]) expect([status, answered.some((line) => line.status === status)]).toEqual([status, true])
  expect(secrets.size).toBeGreaterThan(100)
})

test('nothing personal stands in any line', () => {
  const found: string[] = []
  for (const line of world.log) {
    // Also as JSON or an address would write it.
    for (const [value, what] of secrets) {
      const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]
      if (forms.some((form) => line.includes(form))) found.push(`${what} ${value}: ${line.slice(0, 300)}`)
    }
  }
  expect(found).toEqual([])
})

test('no line carries a body, a query or a header', () => {
  const fields = new Set(world.log.flatMap((line) => Object.keys(JSON.parse(line))))
  for (const field of ['body', 'query', 'headers', 'authorization', 'params', 'url', 'remoteAddress', 'ip', 'sql', 'parameters']) expect([field, fields.has(field)]).toEqual([field, false])
})

test('each problem\'s request id leads to its line', () => {
  expect(requestIds.length).toBeGreaterThan(15)
  expect(new Set(requestIds).size).toBe(requestIds.length)
  const lines = world.log.map((line) => JSON.parse(line))
  for (const id of requestIds) expect(lines.filter((line) => line.reqId === id).map(({ msg }) => msg)).toContain('answered')
  // A failure of ours says why, by the same number.
  const failed = lines.filter(({ msg }) => msg === 'request failed')
  expect(failed.length).toBeGreaterThanOrEqual(5)
  for (const line of failed) expect(requestIds).toContain(line.reqId)
  expect(failed.map(({ error }) => error.message)).toEqual(expect.arrayContaining([expect.stringContaining('ER_NO_SUCH_TABLE')]))
})
