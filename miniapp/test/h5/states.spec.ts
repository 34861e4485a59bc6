// Four states of a screen, what is kept on the phone, and what is left of it afterwards.
import { operations } from '@onecard/shared/operations'
import { LAND } from '../../../server/test/population'
import { faultsOf } from './checks'
import { inCounty, v, withPhone, world } from './phones'

inCounty()
withPhone()

const cardOf = (id: string) => `pages/household/index?id=${id}&way=link`
const CARD = /\/households\/[^/]+\/card/
const a1 = () => world.households.a1
/** Who knows the household, but has chosen no village to keep on the phone. */
const NOTHING_KEPT = 'township_officer'

/** Once the helper's households lie on the phone. */
async function withKeptCard(): Promise<void> {
  await v.signIn('helper')
  await expectSoon(async () => (await stored()).names.includes(`kept.card.${a1().id}`))
}

async function expectSoon(look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !await look(); tries++) {
    if (tries > 200) throw new Error(`never: ${look}`)
    await v.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
  }
}

/** All that the browser keeps for this page: names of values, and every byte read as text in the ways that text may lie there. */
function stored(): Promise<{ names: string[]; text: string; extractable: boolean[] }> {
  return v.page.evaluate(async () => {
    const names: string[] = []
    const extractable: boolean[] = []
    let text = JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie
    const bytes = (buffer: ArrayBuffer) => { for (const encoding of ['utf-8', 'utf-16le', 'gb18030']) text += new TextDecoder(encoding).decode(buffer) }
    const read = (value: unknown): void => {
      if (value instanceof CryptoKey) extractable.push(value.extractable)
      else if (value instanceof ArrayBuffer) bytes(value)
      else if (ArrayBuffer.isView(value)) bytes(value.buffer as ArrayBuffer)
      else if (value && typeof value === 'object') Object.values(value).forEach(read)
      else text += String(value)
    }
    const settled = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error) })
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name!))
      for (const store of database.objectStoreNames) {
        const from = database.transaction(store).objectStore(store)
        const [keys, values] = await Promise.all([settled(from.getAllKeys()), settled(from.getAll())])
        names.push(...keys.map(String))
        values.forEach(read)
      }
      database.close()
    }
    for (const name of await caches.keys()) for (const response of await (await caches.open(name)).matchAll()) text += await response.text()
    return { names, text, extractable }
  })
}

describe('empty', () => {
  test('a helper without households: says what will be here, and can scan', async () => {
    await v.signIn('helper3')
    await v.reads('还没有结对的户')
    for (const large of [false, true]) {
      await v.letters(large)
      await v.reads('还没有结对的户')
      expect(await faultsOf(v, 'home-empty', large)).toEqual([])
    }
  })

  test('a search that finds nobody', async () => {
    await v.signIn('village_secretary')
    await v.go('pages/roster/index')
    await v.reads('样远山')
    await v.page.getByLabel('找一户').fill('无此人')
    await v.reads('没有找到')
    expect(v.faults()).toEqual([])
  })
})

describe('loading', () => {
  test('nothing flashes at once; bones come after a moment, then the record, without a jump of what was there', async () => {
    await v.signIn(NOTHING_KEPT)
    const letGo = await v.hold(CARD)
    await v.go(cardOf(a1().id))
    await v.page.getByRole('status', { name: '正在取数据' }).first().waitFor()
    expect(await faultsOf(v, 'household-loading', false)).toEqual([])
    letGo()
    await v.reads('历程')
    expect(await v.page.locator('.sk').filter({ visible: true }).count()).toBe(0)
  })

  test('from a list the head is there before the record', async () => {
    await v.signIn(NOTHING_KEPT)
    await v.go(`packages/office/roster/index?region=${LAND.villageA}`)
    await v.reads('样近水')
    const letGo = await v.hold(CARD)
    await v.page.getByRole('button', { name: /样近水/ }).first().click()
    await v.page.locator('.head-card').filter({ hasText: '样近水' }).waitFor()
    letGo()
    await v.reads('历程')
  })
})

describe('error', () => {
  test('the line breaks: words, and a second try that works', async () => {
    await v.signIn(NOTHING_KEPT)
    await v.page.route(CARD, (route) => route.abort('connectionreset'))
    await v.go(cardOf(a1().id))
    await v.reads('连不上网')
    expect(await faultsOf(v, 'household-error', false)).toEqual([])
    await v.page.unroute(CARD)
    await v.tap('再试一次')
    await v.reads('历程')
    expect(v.faults(/no answer: GET .*card/)).toEqual([])
  })

  test('the server fails: no English, no code; what was typed stays', async () => {
    await v.go('pages/sign-in/index')
    await v.page.route('**/api/v1/sessions', (route) => route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>Internal Server Error</h1>' }))
    await v.page.getByLabel('账号', { exact: true }).fill('helper')
    await v.page.getByLabel('密码', { exact: true }).fill('whatever')
    await v.tap('登录')
    await v.reads('没有办成')
    expect(await v.text()).not.toMatch(/Error|500|Internal/)
    expect(await v.page.getByLabel('账号', { exact: true }).inputValue()).toBe('helper')
    expect(await v.page.getByLabel('密码', { exact: true }).inputValue()).toBe('whatever')
  })

  test('an answer that is no answer (a hotel asks to sign in to its network)', async () => {
    await v.signIn(NOTHING_KEPT)
    await v.page.route(CARD, (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<html>Wi-Fi</html>' }))
    await v.go(cardOf(a1().id))
    await v.reads('网络要先登录')
  })
})

describe('offline', () => {
  test('the card comes from the phone with its age; a typed number opens it; another cannot be known', async () => {
    await withKeptCard()
    // Pages never opened come ahead, while there is a line.
    await v.page.evaluate(async () => { await navigator.serviceWorker.ready })
    await v.quiet()
    await v.context.setOffline(true)
    await v.go(cardOf(a1().id))
    await v.reads(/离线，看到的是 今天 \d+:\d\d 的数据|离线，看到的是 \d+月\d+日/)
    await v.reads('历程')
    expect(await faultsOf(v, 'household-offline', false)).toEqual([])
    await v.go('pages/scan/index?type=1')
    await v.type(a1().number)
    await v.tap('打开这一户')
    await v.page.waitForURL(/household\/index\?id=/)
    await v.reads('历程')
    await v.go('pages/scan/index?type=1')
    await v.type(world.households.b1.number)
    await v.tap('打开这一户')
    await v.reads('没有信号，手机里也没有')
    expect(await faultsOf(v, 'scan-offline', false)).toEqual([])
    await v.context.setOffline(false)
    await v.tap('再输一次')
    await v.type(world.households.b1.number)
    await v.tap('打开这一户')
    await v.reads('打不开这个码')
  })

  test('opened anew while the server is away: the session holds and the households are there', async () => {
    await withKeptCard()
    await v.page.route('**/api/**', (route) => route.abort('connectionrefused'))
    await v.go(cardOf(a1().id))
    await v.page.reload()
    await v.reads(a1().headName)
    await v.reads('历程')
    await v.reads(/离线，看到的是/)
  })
})

describe('cache', () => {
  test('painted from the phone before the answer, then asked by ETag, at the first opening as ever: 304, and no byte of the record again', async () => {
    await withKeptCard()
    const asked = () => v.answers.filter((a) => CARD.test(a.path) && a.path.includes('way=link'))
    // The delta brought it, and its ETag, ahead of any opening.
    const letGo = await v.hold(CARD)
    await v.go(cardOf(a1().id))
    await v.seen('历程').waitFor()
    expect(asked()).toEqual([])
    letGo()
    await v.quiet()
    expect(asked().map((a) => [a.status, a.ifNoneMatch !== null])).toEqual([[304, true]])
    expect(v.faults()).toEqual([])
  })

  test('what changed on the server replaces what was on the phone', async () => {
    await withKeptCard()
    const { status } = await world.call(operations.households.pair, { id: a1().id, account: 'helper2', primary: 'false' }, { token: await world.token('county_office') })
    expect(status).toBe(201)
    await v.go(cardOf(a1().id))
    await v.reads('例晓岚')
    expect(v.answers.filter((a) => CARD.test(a.path)).at(-1)).toMatchObject({ status: 200 })
  })
})

describe('at rest', () => {
  const about = () => [a1().headName, a1().phone, a1().code, a1().number, ...a1().members.map((m) => m.name), world.people.helper.name]

  test('households lie encrypted under a key that no script can read', async () => {
    await withKeptCard()
    const { names, text, extractable } = await stored()
    expect(names).toContain('session')
    for (const word of about()) expect(text).not.toContain(word)
    expect(extractable).toEqual([false])
  })

  test('signing out wipes them, and tells the server', async () => {
    await withKeptCard()
    await v.go('pages/me/index')
    await v.reads('退出登录')
    await v.tap('退出登录')
    await v.tap('退出，清掉手机里的')
    await v.page.waitForURL(/sign-in/)
    await expectSoon(async () => (await stored()).names.every((name) => !/card|list|session|totals/.test(name)))
    const { text, names } = await stored()
    for (const word of about()) expect(text + names.join()).not.toContain(word)
    expect(await v.text()).not.toContain(a1().headName)
    expect(v.answers.find((a) => a.method === 'DELETE')).toMatchObject({ path: '/api/v1/session', status: 204 })
    await v.go(cardOf(a1().id))
    await v.page.waitForURL(/sign-in/)
  })

  test('a session ended elsewhere: at the next question the phone is wiped and says so', async () => {
    await withKeptCard()
    const token = await world.token('helper')
    const { items } = (await world.call(operations.sessions.list, {}, { token })).body
    for (const session of items.filter((s) => !s.current)) await world.call(operations.sessions.revoke, { id: session.id }, { token })
    await v.go(cardOf(a1().id))
    await v.page.waitForURL(/sign-in/)
    await v.reads('登录已失效')
    await expectSoon(async () => (await stored()).names.every((name) => !/card|list|session|totals/.test(name)))
    expect(await v.text()).not.toContain(a1().headName)
  })
})
