// Goes through screens as one person, at both type sizes, and gathers what every screen must not have.
import type { Browser } from 'playwright-core'
import type { Who } from '../../../server/test/actors'
import type { World } from '../../../server/test/world'
import { Visitor } from './browser'
import { faultsOf } from './checks'

export interface Screen {
  name: string
  path: string
  reads: string | RegExp
  /** Taps and typing that lead to what is to be seen. */
  then?: (v: Visitor) => Promise<void>
  /** A refusal that belongs to the screen. */
  expected?: RegExp
}

/** The size is kept over a reload, as on the phone. */
export async function look(v: Visitor, screens: readonly Screen[]): Promise<string[]> {
  const faults: string[] = []
  for (const large of [false, true]) {
    for (const [i, screen] of screens.entries()) {
      await v.go(screen.path)
      if (i === 0) await v.letters(large)
      await v.reads(screen.reads)
      await screen.then?.(v)
      faults.push(...await faultsOf(v, screen.name, large), ...v.faults(...(screen.expected ? [screen.expected] : [])).map((fault) => `${screen.name}: ${fault}`))
    }
  }
  return faults
}

export async function lookAs(browser: Browser, world: World, who: Who | null, screens: readonly Screen[]): Promise<void> {
  // Looked at with a line: nothing of the page needs to be kept.
  const v = await Visitor.come(browser, world.url, { serviceWorkers: 'block' })
  if (who) await v.signIn(who)
  const faults = await look(v, screens)
  await v.leave()
  expect(faults).toEqual([])
}
