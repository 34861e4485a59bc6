// The browser has no status bar and no capsule of ours to keep clear of, and scrolls inside the page's own element.
import Taro from '@tarojs/taro'
import type { Bars, Box, Query, Tab } from './page'

export { usePageScroll, useRouter } from '@tarojs/taro'
export type { Bars, Box, Query, Tab }

export function addressOf(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, v]) => v !== undefined && v !== '').map(([k, v]) => `${k}=${encodeURIComponent(v!)}`)
  return `/${path}${pairs.length ? `?${pairs.join('&')}` : ''}`
}

export function open(path: string, query?: Query): void { void Taro.navigateTo({ url: addressOf(path, query) }) }
export function replace(path: string, query?: Query): void { void Taro.redirectTo({ url: addressOf(path, query) }) }
export function switchTab(tab: Tab): void { void Taro.switchTab({ url: addressOf(tab) }) }
export function restart(path: string, query?: Query): void { void Taro.reLaunch({ url: addressOf(path, query) }) }

export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else switchTab('pages/home/index')
}

export function currentPath(): string {
  return window.location.hash.replace(/^#\/?/, '').split('?')[0]
}

export function openedWith(): Query {
  return Object.fromEntries(new URLSearchParams(window.location.hash.split('?')[1]))
}

export function systemBars(): Bars { return { status: 0, nav: 44, capsule: 16 } }

export function windowHeight(): number { return window.innerHeight }

export function scrollToId(id: string, offset: number): void {
  const element = document.getElementById(id)
  const scroller = element?.closest('.taro_page')
  if (!element || !scroller) return
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  scroller.scrollTo({ top: scroller.scrollTop + element.getBoundingClientRect().top - offset, behavior: still ? 'auto' : 'smooth' })
}

export function measure(ids: string[]): Promise<Box[]> {
  return Promise.resolve(ids.flatMap((id) => {
    const box = document.getElementById(id)?.getBoundingClientRect()
    return box ? [{ id, top: box.top, height: box.height, left: box.left, width: box.width }] : []
  }))
}
