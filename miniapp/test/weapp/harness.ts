// Executes the real WeChat bundle without WeChat: the engine's globals and nothing else, so a missing URL, Intl or
// AbortController fails here as on the phone. Pages are driven by what a person does: reading, tapping, typing, scanning.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import vm from 'node:vm'
import { applyPath, readTemplates, textOf, walk, type Template, type TreeNode } from './tree'
import { WxApi, type Reply } from './wx-api'

export const BUNDLE = join(__dirname, '../../dist/weapp')

interface OpenPage { route: string; query: Record<string, string>; instance: any }
type Move = 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch' | 'navigateBack'

/** No element, text or state came within this long. */
const PATIENCE_MS = 8000
const LOOK_AGAIN_MS = 15

export interface LaunchOptions { path?: string; query?: Record<string, string>; scene?: number; replies?: Record<string, Reply[]> }

export class Phone {
  readonly wx: WxApi
  /** Whatever the program threw or wrote to console.error. */
  readonly faults: string[] = []
  /** Calls and bytes of setData so far. */
  readonly painted = { calls: 0, largest: 0 }
  private readonly context: vm.Context
  private readonly modules = new Map<string, { exports: any }>()
  private readonly configs = new Map<string, any>()
  private readonly pages: OpenPage[] = []
  private readonly timers = new Map<number, NodeJS.Timeout>()
  private readonly templates: Map<string, Template>
  private readonly tabs: Set<string>
  private app: any
  private loading: string | null = null
  private lastTimer = 0
  private ended = false

  /** `disk`: the storage of an earlier run on the same phone. */
  constructor(readonly server: string, disk?: Phone['wx']['storage'], folder = BUNDLE, files?: Phone['wx']['files']) {
    if (!existsSync(join(folder, 'app.js'))) throw new Error(`${relative(process.cwd(), folder)} is not built: node config/tools/build.mjs weapp`)
    this.folder = folder
    this.templates = readTemplates(folder)
    this.tabs = new Set(JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')).tabBar.list.map((tab: { pagePath: string }) => tab.pagePath))
    this.wx = new WxApi(server, this)
    for (const [key, value] of disk ?? []) this.wx.storage.set(key, value)
    for (const [path, bytes] of files ?? []) this.wx.files.set(path, bytes)
    this.context = vm.createContext(this.globals(), { codeGeneration: { strings: false, wasm: false } })
    vm.runInContext('delete globalThis.Intl; delete globalThis.WebAssembly; delete globalThis.SharedArrayBuffer; delete globalThis.Atomics', this.context)
  }
  private readonly folder: string

  private globals(): Record<string, unknown> {
    const timer = (start: (work: () => void, ms: number) => NodeJS.Timeout) => (work: (...a: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const id = ++this.lastTimer
      // An answer may come after the end; it starts nothing any more.
      if (this.ended) return id
      this.timers.set(id, start(() => { try { work(...args) } catch (error) { this.fault(error) } }, ms))
      return id
    }
    const clear = (id: number) => { clearTimeout(this.timers.get(id)); this.timers.delete(id) }
    const said = (...words: unknown[]) => { this.fault(words.map((w) => (w as Error)?.stack ?? String(w)).join(' ')) }
    return {
      wx: this.wx.build(), global: {}, console: { log() {}, info() {}, debug() {}, warn() {}, error: said, group() {}, groupEnd() {} },
      setTimeout: timer(setTimeout), setInterval: timer(setInterval), clearTimeout: clear, clearInterval: clear,
      App: (config: any) => { this.app = config }, Page: (config: any) => { this.configs.set(this.loading!, config) }, Component: () => {}, Behavior: (b: unknown) => b,
      getApp: () => this.app, getCurrentPages: () => this.pages.map((p) => p.instance),
    }
  }

  fault(error: unknown): void { this.faults.push(String((error as Error)?.stack ?? (error as { errMsg?: string })?.errMsg ?? error)) }
  later(work: () => void): void { (this.context.setTimeout as typeof setTimeout)(work, 0) }
  /** Bytes as the engine's own ArrayBuffer: `instanceof` does not reach over contexts. */
  arrayBuffer(bytes: Uint8Array): ArrayBuffer {
    const own = vm.runInContext(`new Uint8Array(${bytes.length})`, this.context) as Uint8Array
    own.set(bytes)
    return own.buffer as ArrayBuffer
  }

  private require(file: string): any {
    const path = file.endsWith('.js') ? file : `${file}.js`
    const known = this.modules.get(path)
    if (known) return known.exports
    const module = { exports: {} }
    this.modules.set(path, module)
    const run = vm.runInContext(`(function (require, module, exports) {${readFileSync(path, 'utf8')}\n})`, this.context, { filename: relative(this.folder, path) }) as (...a: unknown[]) => void
    run((to: string) => this.require(resolve(dirname(path), to)), module, module.exports)
    return module.exports
  }

  /** Starts the program as WeChat does: app.js, then the first page. */
  launch({ path = 'pages/home/index', query = {}, scene = 1001, replies = {} }: LaunchOptions = {}): this {
    this.script(replies)
    this.wx.launch = { path, query, scene }
    this.require(join(this.folder, 'app.js'))
    this.app.onLaunch?.(this.wx.launch)
    this.app.onShow?.(this.wx.launch)
    this.open(path, query)
    return this
  }

  script(replies: Record<string, Reply[]>): void { for (const [name, queue] of Object.entries(replies)) this.wx.scripts.set(name, [...queue]) }

  private open(route: string, query: Record<string, string>): void {
    if (!this.configs.has(route)) {
      this.loading = route
      this.require(join(this.folder, `${route}.js`))
    }
    const config = this.configs.get(route)
    const instance: any = { ...config, data: structuredClone(config.data ?? {}), route, __route__: route, options: query }
    instance.setData = (data: Record<string, unknown>, done?: () => void) => {
      this.painted.calls++
      this.painted.largest = Math.max(this.painted.largest, JSON.stringify(data).length)
      for (const [at, value] of Object.entries(data)) applyPath(instance.data, at, structuredClone(value))
      if (done) this.later(done)
    }
    this.pages.push({ route, query, instance })
    instance.onLoad?.(query)
    instance.onShow?.()
    instance.onReady?.()
  }

  /** The five ways to another page. */
  go(move: Move, { url = '', delta = 1 }: { url?: string; delta?: number }): void {
    if (move === 'navigateBack') return this.close(Math.min(delta, this.pages.length - 1))
    const [path, search = ''] = url.replace(/^\//, '').split('?')
    if (!existsSync(join(this.folder, `${path}.js`))) throw new Error(`page "${path}" is not found`)
    if ((move === 'switchTab') !== this.tabs.has(path) && move !== 'reLaunch') throw new Error(`can not ${move} a ${this.tabs.has(path) ? '' : 'non-'}tabbar page`)
    // A page's query arrives as it was written, still encoded.
    const query = Object.fromEntries(search.split('&').filter(Boolean).map((pair) => pair.split('=', 2) as [string, string]))
    if (move === 'navigateTo') this.top.instance.onHide?.()
    else if (move === 'redirectTo') this.unload(1)
    else this.unload(this.pages.length)
    this.open(path, query)
  }

  private unload(count: number): void { for (const page of this.pages.splice(this.pages.length - count).reverse()) page.instance.onUnload?.() }
  private close(count: number): void {
    this.unload(count)
    this.top.instance.onShow?.()
  }

  get top(): OpenPage { return this.pages.at(-1)! }
  get route(): string { return this.top.route }
  private get nodes(): TreeNode[] { const root = this.top.instance.data.root as TreeNode | undefined; return root ? [...walk(root)] : [] }
  /** All that a person can read on the page. */
  get text(): string { const root = this.top.instance.data.root as TreeNode | undefined; return root ? textOf(root) : '' }
  /** The same and what is read out, on every page that is open. */
  get everything(): string { return JSON.stringify(this.pages.map((p) => p.instance.data)) }

  attribute(node: TreeNode, name: string): unknown { const property = this.templates.get(node.nn)?.attributes.get(name); return property === undefined ? undefined : node[property] }

  /** The element that is called this, asks for it or says it, innermost first. */
  find(name: string, tag?: string): TreeNode | undefined {
    const all = this.nodes.filter((n) => !tag || this.templates.get(n.nn)?.tag === tag)
    const called = (attribute: string) => all.filter((n) => this.attribute(n, attribute) === name).at(-1)
    return called('aria-label') ?? called('placeholder') ?? all.filter((n) => textOf(n) === name).at(-1)
  }

  /** Waits until `look` gives something; says what the page showed when it never does. */
  async until<T>(look: () => T | undefined | null | false, what: string): Promise<T> {
    for (let waited = 0; ; waited += LOOK_AGAIN_MS) {
      const found = look()
      if (found) return found
      if (waited > PATIENCE_MS) throw new Error(`never: ${what}\n${this.route} shows: ${this.text}\nfaults: ${this.faults.join('\n')}`)
      await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS))
    }
  }
  async shows(text: string): Promise<void> { await this.until(() => this.text.includes(text), `「${text}」`) }
  async arrives(route: string): Promise<void> { await this.until(() => this.route === route, route) }

  async tap(name: string): Promise<void> {
    const node = await this.until(() => { const found = this.find(name); return found && this.attribute(found, 'aria-disabled') !== true ? found : null }, `something to tap called ${name}`)
    this.fire(node, 'tap', {})
  }
  async type(field: string, value: string): Promise<void> { this.fire(await this.until(() => this.find(field, 'input'), `field ${field}`), 'input', { value, cursor: value.length }) }
  fire(node: TreeNode, type: string, detail: Record<string, unknown>): void {
    const target = { id: node.uid ?? node.sid, dataset: { sid: node.sid } }
    this.top.instance.eh({ type, detail, target, currentTarget: target, mark: {}, timeStamp: 0 })
  }

  /** The line goes or comes back, as the system tells it. */
  line(online: boolean): void {
    this.wx.online = online
    this.wx.emit('NetworkStatusChange', { isConnected: online, networkType: online ? '4g' : 'none' })
  }

  /** Stops every timer: the program is over, its storage stays. */
  end(): void {
    this.ended = true
    for (const timer of this.timers.values()) clearTimeout(timer)
  }
}
