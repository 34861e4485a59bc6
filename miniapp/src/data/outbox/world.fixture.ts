// A world for the outbox in which everything that can go wrong does: answers are lost, questions arrive twice or late, the program dies at
// any step, the disk fills, the clock jumps, the session ends. All of it by a seed, so that what fails once fails again.
import type { Seeded } from '@onecard/shared/rules/seeded-random.fixture'
import { OutboxEngine } from './engine'
import type { Entry, Receipt } from './entry'
import type { Arrived, Outcome, Ports } from './ports'

const WHY = { code: 'x', title: '', detail: '', errors: [], at: 0 }
const LINE = { kind: 'later', line: true, afterMs: null, why: WHY } as const
export const CHUNK = 4

interface Step { tab: Tab | null; run: () => void; dies: () => void }
export interface Tab { engine: OutboxEngine; alive: boolean; loaded: boolean }
interface Upload { id: string; household: string; sha256: string; total: number; offset: number; completed: number }

/** The server: applies each key once. */
export class Server {
  readonly applied: { key: string; household: string; text: string; owner: string; ref: unknown }[] = []
  readonly uploads: Upload[] = []
  private readonly answers = new Map<string, Receipt>()
  private readonly starts = new Map<string, Arrived>()
  broken = 0
  /** Of a version that takes one at a time. */
  old = false
  /** Questions that brought several. */
  batches = 0

  visit(key: string, household: string, owner: string, input: Record<string, unknown>): Outcome<Receipt> {
    const first = this.answers.get(key)
    if (first) return { kind: 'received', value: first }
    if (input.bad === true) return { kind: 'refused', why: { ...WHY, code: 'request.invalid' } }
    if (this.broken > 0) { this.broken--; return { kind: 'later', line: false, afterMs: null, why: WHY } }
    const receipt = { id: `id-${key}` }
    this.applied.push({ key, household, text: String(input.text), owner, ref: input.ref })
    this.answers.set(key, receipt)
    return { kind: 'received', value: receipt }
  }
  /** As the server's `entries`: those of a household in their order, none behind one that is to come again. */
  together(owner: string, asked: readonly { entry: Entry; input: Record<string, unknown> }[]): Outcome<Map<string, Outcome<Receipt>>> {
    if (this.old) return { kind: 'refused', why: { ...WHY, code: 'not_found' } }
    this.batches++
    const answers = new Map<string, Outcome<Receipt>>()
    const held = new Set<string>()
    for (const { entry, input } of asked) {
      if (held.has(entry.household)) continue
      const answer = this.visit(entry.key, entry.household, owner, input)
      if (answer.kind === 'later') held.add(entry.household)
      answers.set(entry.key, answer)
    }
    return { kind: 'received', value: answers }
  }
  received(key: string): Outcome<Receipt | null> { return { kind: 'received', value: this.answers.get(key) ?? null } }
  start(key: string, household: string, sha256: string, total: number): Outcome<Arrived> {
    const first = this.starts.get(key)
    if (first) return { kind: 'received', value: first }
    let upload = this.uploads.find((u) => u.household === household && u.sha256 === sha256)
    if (!upload) this.uploads.push(upload = { id: `up-${this.uploads.length}`, household, sha256, total, offset: 0, completed: 0 })
    const answer = { id: upload.id, stored: upload.offset === upload.total, offset: upload.offset }
    this.starts.set(key, answer)
    return { kind: 'received', value: answer }
  }
  append(id: string, offset: number, length: number): Outcome<Arrived> | { kind: 'lost' } {
    const upload = this.uploads.find((u) => u.id === id)
    if (!upload || upload.offset !== offset) return { kind: 'lost' }
    upload.offset += length
    if (upload.offset === upload.total) upload.completed++
    return { kind: 'received', value: { id, stored: upload.offset === upload.total, offset: upload.offset } }
  }
}

export class World {
  readonly server = new Server()
  readonly disk = new Map<string, string>()
  readonly files = new Map<string, number>()
  readonly tabs: Tab[] = []
  session: string | null = 'me'
  online = true
  full = false
  faulty = true
  private time = 1_600_000_000_000
  private steps: Step[] = []
  private alarms: { tab: Tab; at: number; ring: () => void }[] = []
  private queue: { tab: Tab; begin: () => void }[] = []
  private holder: Tab | null = null
  private serial = 0

  constructor(private readonly chance: Seeded) {}

  key(): string { return `00000000-0000-7000-8000-${String(++this.serial).padStart(12, '0')}` }
  now(): number { return this.time }

  /** The program is opened: nothing but the disk is left of what was. */
  openTab(owner = 'me'): Tab {
    const tab: Tab = { engine: null as unknown as OutboxEngine, alive: true, loaded: false }
    tab.engine = new OutboxEngine(owner, this.portsOf(tab), CHUNK)
    this.tabs.push(tab)
    void tab.engine.load().then(() => { tab.loaded = true; return tab.engine.sendAll() })
    return tab
  }

  kill(tab: Tab): void {
    tab.alive = false
    this.tabs.splice(this.tabs.indexOf(tab), 1)
    // What was asked of disk and server may still happen; its answer is never heard.
    const dying = this.steps.filter((s) => s.tab === tab)
    this.steps = this.steps.filter((s) => s.tab !== tab)
    for (const step of dying) if (this.chance.below(2) === 0) step.dies()
    this.alarms = this.alarms.filter((a) => a.tab !== tab)
    this.queue = this.queue.filter((q) => q.tab !== tab)
    if (this.holder === tab) this.pass()
  }

  private pass(): void {
    this.holder = null
    const next = this.queue.shift()
    if (!next) return
    this.holder = next.tab
    next.begin()
  }

  private later<T>(tab: Tab, effect: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.steps.push({
        tab,
        run: () => { try { resolve(effect()) } catch (error) { reject(error as Error) } },
        dies: () => { try { effect() } catch { /* nobody hears it */ } },
      })
    })
  }

  /** One question to the server, with all that a line does to questions and answers. */
  private ask<T>(tab: Tab, owner: string, effect: () => T): Promise<T | Outcome<never>> {
    return this.later<T | Outcome<never>>(tab, () => {
      if (this.session !== owner) return { kind: 'signed-out' }
      if (!this.online) return LINE
      if (!this.faulty) return effect()
      switch (this.chance.below(10)) {
        case 0: return LINE // it never got there
        case 1: effect(); return LINE // the answer was lost
        case 2: effect(); return effect() // it arrived twice
        case 3: this.steps.push({ tab: null, run: () => { effect() }, dies: () => undefined }); return LINE // it arrives later than the next try
        case 4: return { ...LINE, afterMs: 7_000 } // too many questions
        default: return effect()
      }
    })
  }

  private portsOf(tab: Tab): Ports {
    return {
      store: {
        load: () => this.later(tab, () => [...this.disk.values()].map((text) => JSON.parse(text) as Entry)),
        put: (entry) => { const text = JSON.stringify(entry); return this.later(tab, () => { if (this.full) throw new Error('full'); this.disk.set(entry.key, text) }) },
        putAll: (entries) => { const texts = entries.map((e) => [e.key, JSON.stringify(e)] as const); return this.later(tab, () => { if (this.full) throw new Error('full'); for (const [key, text] of texts) this.disk.set(key, text) }) },
        remove: (key) => this.later(tab, () => { this.disk.delete(key) }),
        readPhoto: (file, offset, length) => this.later(tab, () => { const size = this.files.get(file); return size === undefined || offset >= size ? null : new ArrayBuffer(Math.min(length, size - offset)) }),
        removePhoto: (file) => this.later(tab, () => { this.files.delete(file) }),
      },
      line: {
        send: (entry, input) => this.ask(tab, entry.owner, () => this.server.visit(entry.key, entry.household, entry.owner, input)),
        sendTogether: (asked) => this.ask(tab, asked[0].entry.owner, () => this.server.together(asked[0].entry.owner, asked)),
        received: (entry) => this.ask(tab, entry.owner, () => this.server.received(entry.key)),
        startPhoto: (entry, photo) => this.ask(tab, entry.owner, () => this.server.start(photo.key, entry.household, photo.sha256, photo.bytes)),
        appendPhoto: (entry, photo, bytes) => this.ask(tab, entry.owner, () => this.server.append(photo.id!, photo.offset, bytes.byteLength)),
      },
      clock: {
        now: () => this.time,
        random: () => this.chance.next(),
        alarm: (ms, ring) => {
          const alarm = { tab, at: this.time + ms, ring }
          this.alarms.push(alarm)
          return () => { this.alarms = this.alarms.filter((a) => a !== alarm) }
        },
      },
      turn: (work) => new Promise<void>((resolve, reject) => {
        const begin = () => { work().then(resolve, reject).finally(() => { if (tab.alive) this.pass() }) }
        if (this.holder === null) { this.holder = tab; begin() } else this.queue.push({ tab, begin })
      }),
      tell: () => { for (const other of this.tabs) if (other !== tab) this.steps.push({ tab: other, run: () => { void other.engine.load().then(() => other.engine.run()) }, dies: () => undefined }) },
      newKey: () => Promise.resolve(this.key()),
    }
  }

  /** Something that was asked for happens, in any order; else the next alarm rings. False when all is still. */
  async step(): Promise<boolean> {
    await settled()
    if (this.steps.length > 0) {
      const [step] = this.steps.splice(this.chance.below(this.steps.length), 1)
      step.run()
    } else {
      const alarm = this.alarms.reduce<typeof this.alarms[number] | null>((first, a) => (first === null || a.at < first.at ? a : first), null)
      if (!alarm) return false
      this.alarms = this.alarms.filter((a) => a !== alarm)
      this.time = Math.max(this.time, alarm.at)
      alarm.ring()
    }
    await settled()
    return true
  }

  /** The person sets the clock, or the phone gets the time from its network; a pause in seconds lasts as long as before. */
  jump(ms: number): void {
    this.time += ms
    for (const alarm of this.alarms) alarm.at += ms
  }
}

/** Lets everything that is ready run: promises alone, no timer. */
function settled(): Promise<void> { return new Promise((resolve) => { setImmediate(resolve) }) }
