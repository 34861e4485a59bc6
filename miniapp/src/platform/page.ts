// Pages: where we are, where we go, how far we scrolled.
import Taro from '@tarojs/taro'

export { usePageScroll, useRouter } from '@tarojs/taro'

export type Query = Record<string, string | undefined>

export type Tab = 'pages/home/index' | 'pages/roster/index' | 'pages/me/index'

/** `pages/x/index?id=…`: ids and codes only, never a name, a number or a token. */
export function addressOf(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, v]) => v !== undefined && v !== '').map(([k, v]) => `${k}=${encodeURIComponent(v!)}`)
  return `/${path}${pairs.length ? `?${pairs.join('&')}` : ''}`
}

export function open(path: string, query?: Query): void {
  Taro.navigateTo({ url: addressOf(path, query) }).catch(() => Taro.redirectTo({ url: addressOf(path, query) })) // ten pages deep is WeChat's end
}

export function replace(path: string, query?: Query): void { void Taro.redirectTo({ url: addressOf(path, query) }) }
export function switchTab(tab: Tab): void { void Taro.switchTab({ url: addressOf(tab) }) }
export function restart(path: string, query?: Query): void { void Taro.reLaunch({ url: addressOf(path, query) }) }

/** Back, or home where there is nothing to go back to (opened by a scan). */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else switchTab('pages/home/index')
}

export function currentPath(): string {
  const pages = Taro.getCurrentPages()
  return pages.length ? String(pages[pages.length - 1].route ?? '').replace(/^\//, '').split('?')[0] : ''
}

/** Query of the page that the program was opened with. */
export function openedWith(): Query { return Taro.getLaunchOptionsSync().query ?? {} }

export interface Bars { status: number; nav: number; capsule: number }

let bars: Bars | null = null
/** Heights that WeChat's bars take, in px, and the width that its capsule takes on the right. */
export function systemBars(): Bars {
  if (bars) return bars
  const status = Taro.getWindowInfo().statusBarHeight ?? 20
  bars = { status, nav: 44, capsule: 97 }
  try {
    const capsule = Taro.getMenuButtonBoundingClientRect()
    if (capsule.height > 0) bars = { status, nav: (capsule.top - status) * 2 + capsule.height, capsule: Taro.getWindowInfo().windowWidth - capsule.left + 7 }
  } catch { /* a client without a capsule keeps the usual measures */ }
  return bars
}

/** Height of the window that a page fills, px. */
export function windowHeight(): number { return Taro.getWindowInfo().windowHeight }

/** Scrolls so that the element stands `offset` px under the top. */
export function scrollToId(id: string, offset: number): void {
  void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -offset, duration: 150 })
}

export interface Box { id: string; top: number; height: number; left: number; width: number }
/** Where elements stand in the window now; those that are not there are left out. */
export function measure(ids: string[]): Promise<Box[]> {
  return new Promise((resolve) => {
    const query = Taro.createSelectorQuery()
    ids.forEach((id) => query.select(`#${id}`).boundingClientRect())
    query.exec((found: (Omit<Box, 'id'> | null)[]) => {
      resolve(found.flatMap((box, i) => (box ? [{ id: ids[i], top: box.top, height: box.height, left: box.left, width: box.width }] : [])))
    })
  })
}
