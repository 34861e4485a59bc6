// A person with a phone: one browser for the file, one context for each person, and a record of everything that went wrong.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core'
import { PASSWORD } from '../../../server/test/actors'

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb']

export const WIDTH = 375
const HEIGHT = 812
const PATIENCE_MS = 10_000

export function openBrowser(more: string[] = []): Promise<Browser> {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'
  if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}: set CHROMIUM, or run npm test, which says how to install it`)
  if (!existsSync(join(__dirname, '../../dist/h5/index.html'))) throw new Error('miniapp/dist/h5 is not built: node config/tools/build.mjs h5')
  return chromium.launch({ executablePath, args: [...ARGS, ...more] })
}

export interface Answered { method: string; path: string; status: number; ifNoneMatch: string | null; text: () => Promise<string> }

export class Visitor {
  /** Answers of the API, in order. */
  readonly answers: Answered[] = []
  private readonly wrong: string[] = []
  private pending = 0

  static async come(browser: Browser, url: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT }, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...options })
    context.setDefaultTimeout(PATIENCE_MS)
    return new Visitor(url, context, await context.newPage())
  }

  private constructor(readonly url: string, readonly context: BrowserContext, readonly page: Page) {
    page.on('pageerror', (error) => this.wrong.push(`page error: ${error.stack ?? error.message}`))
    // What the browser says about an answer ≥ 400 is counted with the answer itself.
    page.on('console', (message) => { if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.wrong.push(`console: ${message.text()}`) })
    page.on('request', () => { this.pending++ })
    page.on('requestfinished', () => { this.pending-- })
    page.on('requestfailed', (request) => {
      this.pending--
      // A page that is left takes its open questions with it.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') this.wrong.push(`no answer: ${request.method()} ${this.pathOf(request.url())} ${request.failure()?.errorText}`)
    })
    page.on('response', (response) => {
      const request = response.request()
      const path = this.pathOf(response.url())
      if (path.startsWith('/api/')) this.answers.push({ method: request.method(), path, status: response.status(), ifNoneMatch: request.headers()['if-none-match'] ?? null, text: () => response.text().catch(() => '') })
      if (response.status() >= 400) this.wrong.push(`${response.status()}: ${request.method()} ${path}`)
    })
  }

  private pathOf(url: string): string { return url.startsWith(this.url) ? url.slice(this.url.length) : url }

  /** What went wrong since the last question, but for what a test expects. */
  faults(...expected: RegExp[]): string[] { return this.wrong.splice(0).filter((fault) => !expected.some((e) => e.test(fault))) }

  async go(path: string): Promise<void> { await this.page.goto(`${this.url}/m/#/${path}`) }
  /** A page once this can be read on it, and nothing is on its way any more. */
  async reads(text: string | RegExp): Promise<void> {
    await this.seen(text).waitFor().catch(async () => { throw new Error(`never read: ${text}\n${this.page.url()} shows: ${await this.text()}\nwrong: ${this.wrong.join('\n')}`) })
    await this.quiet()
  }
  seen(text: string | RegExp): Locator { return this.page.getByText(text).filter({ visible: true }).first() }
  button(name: string | RegExp): Locator { return this.page.getByRole('button', { name, exact: typeof name === 'string' }).filter({ visible: true }).first() }
  async tap(name: string | RegExp): Promise<void> { await this.button(name).click() }
  async quiet(): Promise<void> {
    for (let still = 0; still < 3;) {
      still = this.pending <= 0 ? still + 1 : 0
      await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
    }
  }
  /** Holds every question to this address until the answer of this is called: a slow line, without waiting for one. */
  async hold(address: RegExp): Promise<() => void> {
    let open = (): void => undefined
    const gate = new Promise<void>((resolve) => { open = resolve })
    await this.page.route(address, async (route) => {
      this.pending--
      await gate
      this.pending++
      await route.continue().catch(() => undefined) // the page gave up or was left
    })
    return open
  }

  /** All text of the document, hidden pages too. */
  text(): Promise<string> { return this.page.evaluate(() => document.body.textContent ?? '') }
  /** Text of the page in front alone: those that lie under it may name people whom this person knows anyway. */
  pageText(): Promise<string> { return this.page.evaluate(() => [...document.querySelectorAll('.taro_page')].filter((e) => e.checkVisibility()).map((e) => e.textContent ?? '').join('\n')) }

  async signIn(account: string, password = PASSWORD): Promise<this> {
    await this.go('pages/sign-in/index')
    await this.page.getByLabel('账号', { exact: true }).fill(account)
    await this.page.getByLabel('密码', { exact: true }).fill(password)
    await this.tap('登录')
    await this.page.waitForURL(/pages\/(home|household)\//)
    await this.quiet()
    return this
  }

  /** The switch of 关怀版 as the phone keeps it, both habits, then the page anew. */
  async letters(large: boolean): Promise<void> {
    await this.page.evaluate((word) => { for (const key of ['large.household', 'large.other']) localStorage.setItem(`onecard.${key}`, word) }, large ? 'yes' : 'no')
    await this.page.reload()
  }

  async type(number: string): Promise<void> { for (const digit of number) await this.tap(digit) }

  leave(): Promise<void> { return this.context.close() }
}
