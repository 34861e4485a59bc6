// What every browser spec begins with: one county, one browser, a phone for each test.
import type { Browser } from 'playwright-core'
import type { Who } from '../../../server/test/actors'
import { startWorld, type World } from '../../../server/test/world'
import { openBrowser, Visitor } from './browser'

/** Bound by the hooks below: to be read inside tests. */
export let world: World
export let browser: Browser
/** The browser's own word for a phone that does not keep the page. */
const FORGETFUL = { serviceWorkers: 'block' } as const
/** The phone in hand. */
export let v: Visitor

/** `prepare` fills the county once, before the first test. */
export function inCounty(prepare?: () => Promise<unknown>): void {
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), openBrowser()])
    await prepare?.()
  })
  afterAll(async () => { await browser?.close(); await world?.close() })
}

/**
 * A fresh phone for each test. `clean`: nothing may have gone wrong on it that the test did not name. `keepsPage`: false where no test goes offline,
 * which spares each phone the fetching and compiling of all that the page consists of.
 */
export function withPhone({ clean = false, keepsPage = true } = {}): void {
  beforeEach(() => anotherPhone(keepsPage ? {} : FORGETFUL))
  afterEach(async () => {
    const wrong = clean ? v.faults() : []
    await v.leave()
    expect(wrong).toEqual([])
  })
}

/** Takes the place of the one in hand, which is left by whoever held it. */
export async function anotherPhone(options: Parameters<typeof Visitor.come>[2] = {}, from: Browser = browser): Promise<Visitor> { return (v = await Visitor.come(from, world.url, options)) }

/** A second phone beside the one in hand. */
export async function phoneOf(who: Who): Promise<Visitor> { return (await Visitor.come(browser, world.url)).signIn(who) }
