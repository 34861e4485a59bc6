// What every screen must stand, measured in the browser: nothing sticks out, nothing is cut, targets fit a thumb, axe is content.
import AxeBuilder from '@axe-core/playwright'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Visitor } from './browser'

/** Smallest and largest phone beside the usual one. */
const WIDTHS = [320, 414, 375]
/** Targets in px, by type size. */
const TARGET = { normal: 44, large: 60 }

/** Parts that stick out of the window, and text that sticks out of the part that holds it. */
async function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const faults: string[] = []
    const name = (e: Element) => `${e.tagName.toLowerCase()}.${String(e.className).trim().replace(/\s+/g, '.')}「${(e.textContent ?? '').slice(0, 24)}」`
    // Asked for every part and every text: each part is judged once.
    const judged = new Map<Element, boolean>()
    const slides = (e: Element | null): boolean => {
      if (e === null) return false
      const known = judged.get(e)
      if (known !== undefined) return known
      const slid = slides(e.parentElement) || ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth && !e.matches('.taro_page, html, body')
      judged.set(e, slid)
      return slid
    }
    const drawn = (e: Element) => { const box = e.getBoundingClientRect(); return box.width > 1 && box.height > 1 && getComputedStyle(e).visibility !== 'hidden' }
    if (document.documentElement.scrollWidth > width) faults.push(`document ${document.documentElement.scrollWidth} > ${width}`)
    for (const e of document.querySelectorAll('body *')) {
      if (!drawn(e) || slides(e)) continue
      const box = e.getBoundingClientRect()
      if (box.right > width + 0.5 || box.left < -0.5) faults.push(`out of the window by ${Math.round(Math.max(box.right - width, -box.left))}: ${name(e)}`)
      const style = getComputedStyle(e)
      const hides = ['hidden', 'clip'].includes(style.overflowX) && !e.matches('.taro_page, .taro_router')
      if (hides && (e.textContent ?? '').trim() && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)) faults.push(`cut off: ${name(e)}`)
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode as Text
      const holder = text.parentElement?.closest('.card, .btn, .chip, .pick, .cell, .banner, .sheet, .field__i, .jump__i, .tab__i, .keypad__k, .digits__b')
      if (!holder || !text.data.trim() || !drawn(holder) || slides(text.parentElement)) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const box = holder.getBoundingClientRect()
      for (const line of range.getClientRects()) {
        const by = Math.max(line.right - box.right, box.left - line.left, ...(holder.matches('.sheet') ? [] : [line.bottom - box.bottom, box.top - line.top]))
        if (line.width > 0 && by > 2) { faults.push(`text out of ${name(holder)} by ${Math.round(by)}`); break }
      }
    }
    return faults
  })
}

/** Things to tap that a thumb misses: what counts is where a tap reaches them, not how they are drawn. */
async function small(page: Page, least: number): Promise<string[]> {
  return page.evaluate((least) => {
    const faults: string[] = []
    // What lies under a dialog can't be tapped, and need not.
    const over = [...document.querySelectorAll('[role=dialog]')].findLast((e) => e.checkVisibility())
    for (const e of (over ?? document).querySelectorAll('[role=button], [role=link], [role=tab], [role=switch], [role=radio], a[href], button, input')) {
      const target = e.matches('input') ? e.closest('.field__i') ?? e : e
      // Bars keep the system's size in large type, as WeChat's own do.
      const wanted = e.closest('.nav, .tab') ? 44 : least
      if (e.getAttribute('aria-disabled') === 'true' || !target.checkVisibility() || e.closest('[aria-hidden=true]')) continue
      let box = target.getBoundingClientRect()
      if (box.width >= wanted - 0.5 && box.height >= wanted - 0.5) continue
      target.scrollIntoView({ block: 'center' })
      box = target.getBoundingClientRect()
      const [x, y, reach] = [box.left + box.width / 2, box.top + box.height / 2, wanted / 2 - 1]
      const hit = (dx: number, dy: number) => { const found = document.elementFromPoint(x + dx, y + dy); return found !== null && (target.contains(found) || found === target) }
      const wide = box.width >= wanted - 0.5 || (hit(-reach, 0) && hit(reach, 0))
      const high = box.height >= wanted - 0.5 || (hit(0, -reach) && hit(0, reach))
      if (!wide || !high) faults.push(`${Math.round(box.width)}×${Math.round(box.height)} < ${wanted}: ${String(e.className)}「${e.getAttribute('aria-label') ?? e.textContent}」`)
    }
    return faults
  }, least)
}

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] }).analyze()
  return violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.html.slice(0, 120)} ${n.any[0]?.message ?? ''}`))
}

/** For people to look at: set SCREENS_DIR. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENS_DIR
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
  // The page scrolls inside itself: a window as high as its content shows the rest.
  const size = page.viewportSize()!
  const height = await page.evaluate(() => Math.max(...[...document.querySelectorAll('.taro_page')].map((p) => p.scrollHeight), 0))
  if (height <= size.height + 8) return
  await page.setViewportSize({ width: size.width, height: Math.min(height, 4000) })
  await page.screenshot({ path: join(folder, `${name}-whole.png`) })
  await page.setViewportSize(size)
}

/** One screen in one type size. Answers every fault, with the width where it shows. */
export async function faultsOf(visitor: Visitor, name: string, large: boolean): Promise<string[]> {
  const { page } = visitor
  const faults: string[] = []
  const height = page.viewportSize()!.height
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height })
    await visitor.quiet()
    faults.push(...(await outside(page)).map((fault) => `${width} px: ${fault}`))
  }
  await picture(page, `${name}${large ? '-large' : ''}`)
  faults.push(...await small(page, large ? TARGET.large : TARGET.normal))
  // Names, roles and colours are the same in both sizes.
  if (!large) faults.push(...await axe(page))
  const isLarge = await page.evaluate(() => [...document.querySelectorAll('.theme')].filter((e) => e.checkVisibility()).every((e) => e.classList.contains('theme--large')))
  if (isLarge !== large) faults.push(`type size: ${isLarge ? 'large' : 'normal'}`)
  return faults.map((fault) => `${name}${large ? ' (large)' : ''}: ${fault}`)
}
