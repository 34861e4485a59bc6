// WeChat's `wx` for one phone: a scripted scanner and login, storage in memory, and a network that is the real server.
import type { Phone } from './harness'

export interface Recorded { name: string; options: any }
/** What the phone answers, by name: a value, or an error's errMsg. The first of a queue is taken, the last stays. */
export type Reply = { ok: Record<string, unknown> } | { fail: string }

/** Names that only answer `ok`, or what the script says. */
const QUIET = ['showToast', 'hideToast', 'showLoading', 'hideLoading', 'vibrateShort', 'vibrateLong', 'makePhoneCall', 'pageScrollTo', 'setNavigationBarTitle', 'setNavigationBarColor',
  'showModal', 'showActionSheet', 'hideKeyboard', 'stopPullDownRefresh', 'getSetting', 'openSetting', 'authorize', 'checkSession', 'setClipboardData', 'getClipboardData', 'setKeepScreenOn',
  'hideTabBar', 'showTabBar', 'setTabBarItem', 'requestSubscribeMessage', 'getLocation', 'chooseMedia', 'previewImage', 'downloadFile', 'uploadFile', 'saveImageToPhotosAlbum', 'getPrivacySetting', 'login', 'scanCode', 'shareFileMessage']
const EVENTS = ['AppShow', 'AppHide', 'NetworkStatusChange', 'ThemeChange', 'Error', 'UnhandledRejection', 'PageNotFound', 'WindowResize', 'MemoryWarning', 'KeyboardHeightChange']

interface Stored { data: unknown; encrypted: boolean }

export class WxApi {
  readonly calls: Recorded[] = []
  readonly storage = new Map<string, Stored>()
  /** Files of the program, by path. */
  readonly files = new Map<string, Uint8Array>()
  readonly scripts = new Map<string, Reply[]>()
  /** Handlers of `on…`. */
  readonly listeners = new Map<string, Set<(value: any) => void>>()
  online = true
  launch: { path: string; query: Record<string, string>; scene: number } = { path: 'pages/home/index', query: {}, scene: 1001 }
  readonly answers: { path: string; status: number; ifNoneMatch: string | null }[] = []
  /** Where the line breaks: the question never gets there, or its answer never comes back. */
  cut: (method: string, path: string) => 'before' | 'after' | null = () => null

  constructor(private readonly server: string, private readonly phone: Phone) {}

  emit(name: string, value: unknown): void { for (const listener of this.listeners.get(name) ?? []) listener(value) }

  /** `wx` itself: own enumerable functions, since Taro copies them by Object.keys. */
  build(): Record<string, unknown> {
    const wx: Record<string, unknown> = {}
    for (const name of QUIET) wx[name] = this.answering(name, () => this.scripted(name))
    for (const name of EVENTS) {
      const set = new Set<(value: any) => void>()
      this.listeners.set(name, set)
      wx[`on${name}`] = (listener: (value: any) => void) => { set.add(listener) }
      wx[`off${name}`] = (listener?: (value: any) => void) => { if (listener) set.delete(listener); else set.clear() }
    }
    Object.assign(wx, this.network(), this.storing(), this.filing(), this.facts())
    for (const name of ['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack'] as const) wx[name] = this.answering(name, (options) => this.phone.go(name, options))
    return wx
  }

  private scripted(name: string): Record<string, unknown> {
    const queue = this.scripts.get(name)
    const reply = queue && (queue.length > 1 ? queue.shift() : queue[0])
    if (reply && 'fail' in reply) throw new Error(`${name}:fail ${reply.fail}`)
    return reply?.ok ?? {}
  }

  /** success, fail and complete, or a promise; always later, as on the phone. */
  private answering(name: string, work: (options: any) => unknown): (options?: any) => unknown {
    return (options: any = {}) => {
      this.calls.push({ name, options })
      const done = (async () => work(options))().then(
        (value) => ({ errMsg: `${name}:ok`, ...(value as object) }),
        (error: Error) => { throw { errMsg: error.message.startsWith(`${name}:fail`) ? error.message : `${name}:fail ${error.message}` } },
      )
      if (!options.success && !options.fail && !options.complete) return done
      done.then((value) => { options.success?.(value); options.complete?.(value) }, (error) => { options.fail?.(error); options.complete?.(error) }).catch((error) => this.phone.fault(error))
      return undefined
    }
  }

  private network(): Record<string, unknown> {
    const request = this.answering('request', async (options) => {
      if (!this.online) throw new Error('request:fail errcode:-2 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED')
      const url: string = options.url
      const path = url.replace(/^https?:\/\/[^/]+/, '')
      const cut = this.cut(options.method ?? 'GET', path)
      if (cut === 'before') throw new Error('request:fail errcode:-101 cronet_error_code:-101 error_msg:net::ERR_CONNECTION_RESET')
      const response = await fetch(this.server + path, { method: options.method ?? 'GET', headers: options.header, body: options.method === 'GET' ? undefined : typeof options.data === 'object' ? Buffer.from(new Uint8Array(options.data as ArrayBuffer)) : options.data })
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (cut === 'after') throw new Error('request:fail errcode:-101 cronet_error_code:-101 error_msg:net::ERR_CONNECTION_RESET')
      this.answers.push({ path, status: response.status, ifNoneMatch: options.header?.['if-none-match'] ?? null })
      const data = options.responseType === 'arraybuffer' ? this.phone.arrayBuffer(bytes) : new TextDecoder().decode(bytes)
      return { statusCode: response.status, header: Object.fromEntries(response.headers), data, cookies: [] }
    })
    return {
      request: (options: any) => { request(options); return { abort() {}, onHeadersReceived() {}, offHeadersReceived() {}, onChunkReceived() {}, offChunkReceived() {} } },
      getNetworkType: this.answering('getNetworkType', () => ({ networkType: this.online ? '4g' : 'none' })),
    }
  }

  private storing(): Record<string, unknown> {
    const get = (key: string, encrypted: boolean): unknown => {
      const stored = this.storage.get(key)
      if (!stored || stored.encrypted !== encrypted) throw new Error('data not found')
      return stored.data
    }
    return {
      setStorage: this.answering('setStorage', ({ key, data, encrypt = false }) => { this.storage.set(key, { data, encrypted: encrypt }) }),
      getStorage: this.answering('getStorage', ({ key, encrypt = false }) => ({ data: get(key, encrypt) })),
      removeStorage: this.answering('removeStorage', ({ key }) => { this.storage.delete(key) }),
      getStorageInfo: this.answering('getStorageInfo', () => ({ keys: [...this.storage.keys()], currentSize: 0, limitSize: 10240 })),
      clearStorage: this.answering('clearStorage', () => { this.storage.clear() }),
      setStorageSync: (key: string, data: unknown) => { this.storage.set(key, { data, encrypted: false }) },
      getStorageSync: (key: string) => { const stored = this.storage.get(key); return stored && !stored.encrypted ? stored.data : '' },
      removeStorageSync: (key: string) => { this.storage.delete(key) },
      getStorageInfoSync: () => ({ keys: [...this.storage.keys()], currentSize: 0, limitSize: 10240 }),
      clearStorageSync: () => { this.storage.clear() },
    }
  }

  private filing(): Record<string, unknown> {
    const held = (path: string): Uint8Array => {
      const bytes = this.files.get(path)
      if (!bytes) throw new Error(`no such file or directory ${path}`)
      return bytes
    }
    const manager = {
      mkdir: this.answering('mkdir', () => ({})),
      writeFile: this.answering('writeFile', ({ filePath, data }) => { this.files.set(filePath, typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data as ArrayBuffer).slice()) }),
      readFile: this.answering('readFile', ({ filePath, position = 0, length }) => {
        const bytes = held(filePath)
        if (position >= bytes.length) throw new Error('the value of "position" is out of range')
        return { data: this.phone.arrayBuffer(bytes.slice(position, length === undefined ? undefined : position + length)) }
      }),
      unlink: this.answering('unlink', ({ filePath }) => { held(filePath); this.files.delete(filePath) }),
      readdir: this.answering('readdir', ({ dirPath }) => ({ files: [...this.files.keys()].filter((path) => path.startsWith(`${dirPath}/`)).map((path) => path.slice(dirPath.length + 1)) })),
      stat: this.answering('stat', ({ path }) => ({ stats: [...this.files].filter(([name]) => name.startsWith(path)).map(([name, bytes]) => ({ path: name, stats: { size: bytes.length } })) })),
    }
    return {
      getFileSystemManager: () => manager,
      getUserCryptoManager: () => ({ getRandomValues: this.answering('getRandomValues', ({ length }) => ({ randomValues: this.phone.arrayBuffer(crypto.getRandomValues(new Uint8Array(length))) })) }),
    }
  }

  private facts(): Record<string, unknown> {
    const screen = { windowWidth: 375, windowHeight: 812, screenWidth: 375, screenHeight: 812, statusBarHeight: 44, pixelRatio: 3, safeArea: { top: 44, bottom: 778, left: 0, right: 375, width: 375, height: 734 } }
    const device = { brand: 'devtools', model: 'iPhone X', system: 'iOS 14.0', platform: 'ios' }
    const base = { SDKVersion: '2.30.0', version: '8.0.5', language: 'zh_CN', theme: 'light' }
    return {
      getSystemInfoSync: () => ({ ...screen, ...device, ...base, fontSizeSetting: 16 }),
      getSystemInfo: this.answering('getSystemInfo', () => ({ ...screen, ...device, ...base })),
      getWindowInfo: () => screen, getDeviceInfo: () => device, getAppBaseInfo: () => base,
      getSystemSetting: () => ({ bluetoothEnabled: false, locationEnabled: false, wifiEnabled: true }),
      getMenuButtonBoundingClientRect: () => ({ width: 87, height: 32, top: 48, bottom: 80, left: 281, right: 368 }),
      getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
      getLaunchOptionsSync: () => ({ ...this.launch, referrerInfo: {} }), getEnterOptionsSync: () => ({ ...this.launch, referrerInfo: {} }),
      canIUse: () => true, nextTick: (work: () => void) => { this.phone.later(work) },
      arrayBufferToBase64: (buffer: ArrayBuffer) => Buffer.from(new Uint8Array(buffer)).toString('base64'),
      base64ToArrayBuffer: (text: string) => this.phone.arrayBuffer(Buffer.from(text, 'base64')),
      createSelectorQuery: () => this.selectorQuery(),
      createIntersectionObserver: () => ({ relativeTo() { return this }, relativeToViewport() { return this }, observe() {}, disconnect() {} }),
      getUpdateManager: () => ({ applyUpdate() {}, onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {} }),
      env: { USER_DATA_PATH: 'wxfile://usr' },
    }
  }

  /** Nothing is laid out here: every element is asked for and none is found. */
  private selectorQuery(): Record<string, unknown> {
    let asked = 0
    const query: Record<string, unknown> = {}
    const field = () => { asked++; return query }
    Object.assign(query, {
      in: () => query, select: () => ({ boundingClientRect: field, scrollOffset: field, fields: field, node: field }), selectAll: () => ({ boundingClientRect: field, fields: field }), selectViewport: () => ({ boundingClientRect: field, scrollOffset: field }),
      exec: (done?: (found: null[]) => void) => { this.phone.later(() => done?.(Array.from({ length: asked }, () => null))) },
    })
    return query
  }
}
