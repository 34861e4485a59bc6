// Takes the README's pictures from the demo county: node miniapp/test/screens.mjs
// It starts a county of its own and ends it; URL=http://127.0.0.1:3000 takes them from one that runs.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PICTURES = join(ROOT, 'docs/pictures')
const { password } = JSON.parse(readFileSync(join(ROOT, 'config/env/demo-accounts.json'), 'utf8')).find((a) => a.account === 'helper')

/** The address of a demo county, and how to end it. */
async function county() {
  if (process.env.URL) return { url: process.env.URL.replace(/\/$/, ''), end: () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'onecard-pictures-'))
  const start = spawn(process.execPath, [join(ROOT, 'config/tools/start.mjs')], {
    env: { ...process.env, PORT: '0', DATA_DIR: folder, ENGINE_DIR: process.env.ENGINE_DIR || join(ROOT, '.data/engine') }, stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((done) => start.on('exit', done))
  const end = async () => {
    start.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  let said = ''
  const url = new Promise((done, refuse) => {
    start.stdout.setEncoding('utf8').on('data', (words) => {
      process.stdout.write(words)
      const ready = /(http:\/\/\S+)\/m\/\s/.exec(said += words)
      if (ready) done(ready[1])
    })
    void ended.then(() => refuse(new Error('the county did not start')))
  })
  return url.then((url) => ({ url, end }), async (error) => { await end(); throw error })
}

async function printedNumber(url) {
  const ask = async (path, options = {}) => (await fetch(`${url}/api/v1/${path}`, { ...options, headers: { 'content-type': 'application/json', ...options.headers } })).json()
  const { token } = await ask('sessions', { method: 'POST', body: JSON.stringify({ account: 'helper', password }) })
  const { items } = await ask('households?limit=50&sort=due', { headers: { authorization: `Bearer ${token}` } })
  return items.find((household) => household.memberCount > 2 && household.number).number
}

async function visit(browser, url, account, work) {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${url}/m/`)
  await page.getByLabel('账号', { exact: true }).fill(account)
  await page.getByLabel('密码', { exact: true }).fill(password)
  const tap = (name) => page.getByRole('button', { name }).filter({ visible: true }).first().click()
  await work({
    tap, type: async (number) => { for (const digit of number) await page.getByRole('button', { name: digit, exact: true }).click() },
    reads: (text) => page.getByText(text).filter({ visible: true }).first().waitFor(),
    picture: async (name) => { await page.waitForLoadState('networkidle'); await page.screenshot({ path: join(PICTURES, `${name}.png`) }) },
  })
  await context.close()
}

const { url, end } = await county()
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'] })
try {
  mkdirSync(PICTURES, { recursive: true })
  const number = await printedNumber(url)
  await visit(browser, url, 'helper', async ({ tap, type, reads, picture }) => {
    await picture('sign-in')
    await tap('登录')
    await reads('该走访的')
    await picture('home')
    await tap(/^扫一扫/)
    await reads('门牌码下面的 8 位数字')
    await type(number)
    await picture('scan-type')
    await tap('打开这一户')
    await reads('全家纯收入')
    await picture('card')
  })
  await visit(browser, url, 'helper2', async ({ tap, type, reads, picture }) => {
    await tap('登录')
    await tap(/^扫一扫/)
    await type(number)
    await tap('打开这一户')
    await reads('打不开这个码')
    await picture('scan-unknown')
  })
  process.stdout.write(`${PICTURES}: sign-in, home, scan-type, card, scan-unknown\n`)
} finally {
  await browser.close()
  await end()
}
