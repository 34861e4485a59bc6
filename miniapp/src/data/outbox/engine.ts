// The outbox itself: what is sent next, what an answer means, when to try again. Knows no phone, no server, no clock of its own.
// One file although it is long: every step reads and moves the same entries, and the model test holds them as one machine.
import { filled, inOrder, open, photosLeft, wordsWait, type Entry, type PhotoProgress, type Receipt, type Why } from './entry'
import type { Asked, Outcome, Ports } from './ports'

/** Households that are sent for at the same time, since a slow line is mostly waiting. WeChat allows ten questions in all: two stay for who reads meanwhile. */
const WIDE = 8
/** Entries of as many households in one question: the server takes no more, and a line that breaks loses no more. */
const TOGETHER_MAX = 50
const TOGETHER_LETTERS = 100_000
export const CHUNK_BYTES = 256 * 1024
const FIRST_REST_MS = 2_000
const LONGEST_REST_MS = 5 * 60_000
/** A server that asks for more patience than this is asked again all the same. */
const LONGEST_ASKED_MS = 15 * 60_000
/** So often may the server fail over one entry before it is set aside for a person to look at. */
const FAILURES_MAX = 5
/** So long a missing entry may go again under its old key: the server must still know that key if it was only the list that was wrong. */
const AGAIN_WITHIN_MS = 7 * 86_400_000
/** Receipts that stay on the phone. */
const RECEIPTS_MAX = 200

const GONE = { code: 'outbox.earlier_gone', title: '前面的一条已删除', detail: '这一条是接着它写的，不能单独上传。请重新填，或删除。', errors: [] }
const LOST = { code: 'outbox.photo_lost', title: '照片在手机里找不到了', detail: '可能被手机清理掉了。文字不受影响，需要的话请重新拍。', errors: [] }

export interface Snapshot {
  entries: readonly Entry[]
  sending: ReadonlySet<string>
  running: boolean
  /** Of the run that is on: how many are through, of how many. */
  progress: { done: number; of: number } | null
  /** When the next try is due by itself, ms; null = nothing waits or nothing keeps it. */
  restUntil: number | null
  /** Stopped until this person has signed in again. */
  signedOut: boolean
}

export class OutboxEngine {
  private readonly entries = new Map<string, Entry>()
  private readonly sending = new Set<string>()
  private failures = 0
  /** How many go in one question just now: half as many after each that broke, twice as many after each that went through. */
  private together = TOGETHER_MAX
  /** The server does not take several at once: an older one, or something in between that refuses. */
  private alone = false
  private restUntil = 0
  private signedOut = false
  private closed = false
  private running: Promise<void> | null = null
  private again = false
  /** Keys that were open when this run began. */
  private batch: ReadonlySet<string> = new Set()
  private takeBack: (() => void) | null = null
  private shown: Snapshot = { entries: [], sending: new Set(), running: false, progress: null, restUntil: null, signedOut: false }
  private readonly watchers = new Set<() => void>()

  /** Grows with each change made here; a slow reading of the disk must not undo a change that was made meanwhile. */
  private version = 0
  private readonly changedAt = new Map<string, number>()

  constructor(private readonly owner: string, private readonly ports: Ports, private readonly chunk = CHUNK_BYTES) {}

  snapshot(): Snapshot { return this.shown }
  watch(watcher: () => void): () => void { this.watchers.add(watcher); return () => { this.watchers.delete(watcher) } }

  /** What lies on the phone, once before anything else; later, when another tab has changed it. */
  async load(): Promise<void> {
    const since = this.version
    const own = new Map((await this.ports.store.load()).filter((e) => e.owner === this.owner).map((e) => [e.key, e]))
    const newer = (key: string) => (this.changedAt.get(key) ?? 0) > since
    for (const key of [...this.entries.keys()]) if (!own.has(key) && !newer(key)) this.entries.delete(key)
    for (const [key, entry] of own) if (!newer(key)) this.entries.set(key, entry)
    this.changed()
  }

  nextSerial(): number { return Math.max(0, ...[...this.entries.values()].map((e) => e.serial)) + 1 }
  get(key: string): Entry | null { return this.entries.get(key) ?? null }

  /** All of them on disk before it answers; rejects when the phone is full, and then nothing was added. */
  async add(entries: readonly Entry[], replaces?: string): Promise<void> {
    if (entries.length === 1) await this.ports.store.put(entries[0])
    else await this.ports.store.putAll(entries)
    for (const entry of entries) this.remember(entry)
    if (replaces) await this.forget(replaces, entries.flatMap((e) => e.photos))
    this.ports.tell()
    void this.run()
  }

  /** Back into the queue, by a person's wish. */
  async retry(key: string): Promise<void> {
    const entry = this.entries.get(key)
    if (!entry || entry.state !== 'refused') return
    // A refused photo begins anew: what has arrived of it may be what was wrong.
    const photos = await Promise.all(entry.photos.map(async (p) => (p.state === 'refused' ? { ...p, state: 'waiting' as const, why: null, id: null, offset: 0, key: await this.ports.newKey() } : p)))
    await this.note({ ...entry, state: 'waiting', tries: 0, nextAt: 0, photos })
    await this.sendAll()
  }

  /** Off the phone, with its photos. One that is being sent stays; of one whose words have arrived only the photos go. */
  async discard(key: string): Promise<boolean> {
    if (this.sending.has(key)) return false
    const entry = this.entries.get(key)
    if (entry?.receipt) {
      const left = photosLeft(entry)
      await this.settle({ ...entry, photos: entry.photos.filter((p) => p.state === 'stored') })
      for (const photo of left) await this.ports.store.removePhoto(photo.file)
    } else await this.forget(key, [])
    this.ports.tell()
    void this.run()
    return true
  }

  /** 「全部上传」, a line that came back, a person who came back: no waiting for the pause to end. */
  async sendAll(): Promise<void> {
    this.failures = 0
    this.restUntil = 0
    // What broke without a line says nothing about the one that is back.
    this.together = TOGETHER_MAX
    for (const entry of this.entries.values()) if (entry.nextAt > 0 && open(entry)) this.entries.set(entry.key, { ...entry, nextAt: 0 })
    await this.run(true)
  }

  /** The same person has signed in again. */
  async resume(): Promise<void> {
    this.signedOut = false
    await this.sendAll()
  }

  /** Nothing is begun any more; what is on its way is heard to its end. */
  close(): void {
    this.closed = true
    this.takeBack?.()
    this.watchers.clear()
  }

  /** Sends what can be sent. Resolves when nothing more can be done now. */
  run(impatient = false): Promise<void> {
    if (this.running) { this.again = true; return this.running }
    if (this.closed || this.signedOut || !this.anythingOpen()) return Promise.resolve()
    if (!impatient && !this.due(this.restUntil)) { this.setAlarm(); return Promise.resolve() }
    this.batch = new Set(this.ordered().filter((e) => e.state === 'waiting').map((e) => e.key))
    // A disk that can't be read: later, like a line that is down.
    this.running = this.turns().catch(() => { this.restUntil = this.ports.clock.now() + this.rest(++this.failures) }).finally(() => {
      this.running = null
      this.setAlarm()
      this.changed()
    })
    this.changed()
    return this.running
  }

  private async turns(): Promise<void> {
    do {
      this.again = false
      await this.ports.turn(async () => {
        await this.reload()
        await this.drain()
      })
    } while (this.again && this.mayGoOn())
  }

  /** Another tab may have sent, added or removed since; pauses that only this tab knows are kept. */
  private async reload(): Promise<void> {
    const impatient = [...this.entries.values()].filter((e) => e.nextAt === 0).map((e) => e.key)
    await this.load()
    for (const key of impatient) {
      const entry = this.entries.get(key)
      if (entry && entry.nextAt > 0) this.entries.set(key, { ...entry, nextAt: 0 })
    }
  }

  private mayGoOn(): boolean { return !this.closed && !this.signedOut && this.due(this.restUntil) }

  private async drain(): Promise<void> {
    const busy = new Map<string, Promise<void>>()
    for (;;) {
      const job = this.mayGoOn() && busy.size < WIDE ? this.nextJob(busy) : null
      if (job) {
        const work = job.work().finally(() => { for (const slot of job.slots) busy.delete(slot) })
        for (const slot of job.slots) busy.set(slot, work)
        continue
      }
      if (busy.size === 0) return
      await Promise.race(busy.values())
    }
  }

  /** Words before photos; photos one piece after another, so that new words never wait for a whole picture. */
  private nextJob(busy: ReadonlyMap<string, unknown>): { slots: string[]; work: () => Promise<void> } | null {
    const words = this.nextWords(busy)
    if (words.length > 0) return { slots: words.map((entry) => entry.household), work: () => (words.length === 1 ? this.sendWords(words[0]) : this.sendTogether(words)) }
    if (busy.size > 0) return null
    const photo = this.nextPhoto()
    return photo ? { slots: ['photo'], work: () => this.sendPiece(photo.entry, photo.photo) } : null
  }

  /** The first that is due of each household that is free, as many as go in one question. */
  private nextWords(busy: ReadonlyMap<string, unknown>): Entry[] {
    const held = new Set<string>(busy.keys())
    const words: Entry[] = []
    let letters = 0
    for (const entry of this.ordered()) {
      if (!wordsWait(entry) || held.has(entry.household)) continue
      if (this.earlier(entry) === 'waits') continue
      if (this.due(entry.nextAt) && this.due(entry.notBefore ?? 0)) {
        // Asked about by itself, and not in the midst of others.
        if (this.earlier(entry) === 'gone') { if (words.length === 0) return [entry]; held.add(entry.household); continue }
        letters += JSON.stringify(entry.input).length
        if (words.length > 0 && letters > TOGETHER_LETTERS) return words
        words.push(entry)
        if (words.length === (this.alone ? 1 : this.together)) return words
      }
      held.add(entry.household)
    }
    return words
  }

  /** Whether what it depends on has arrived. One whose earlier entry was refused waits without holding up others. */
  private earlier(entry: Entry): 'arrived' | 'waits' | 'gone' {
    let answer: 'arrived' | 'waits' | 'gone' = 'arrived'
    for (const key of entry.after) {
      const before = this.entries.get(key)
      if (!before) return 'gone'
      if (before.receipt === null) answer = 'waits'
    }
    return answer
  }

  private async sendWords(entry: Entry): Promise<void> {
    if (this.earlier(entry) === 'gone') { await this.askAbout(entry); return }
    await this.underWay([entry.key], async () => {
      const outcome = await this.ports.line.send(entry, this.inputOf(entry))
      if (outcome.kind !== 'received') { await this.notThrough(entry, outcome); return }
      this.wentThrough()
      await this.wordsArrived(entry, outcome.value)
    })
  }

  /**
   * What it hangs on has been deleted, so that it cannot go. But it may have gone: a phone too full to write that down knows nothing of it after
   * a kill, and a person who is shown it as refused would write it a second time.
   */
  private async askAbout(entry: Entry): Promise<void> {
    await this.underWay([entry.key], async () => {
      const outcome = await this.ports.line.received(entry)
      if (outcome.kind !== 'received') { await this.notThrough(entry, outcome); return }
      this.wentThrough()
      if (outcome.value) await this.wordsArrived(entry, outcome.value)
      else await this.setAside(entry, { ...GONE, at: this.ports.clock.now() })
    })
  }

  private inputOf(entry: Entry): Record<string, unknown> { return filled(entry.input, (key) => this.entries.get(key)!.receipt!.id) as Record<string, unknown> }
  private wordsArrived(entry: Entry, receipt: Receipt): Promise<void> { return this.settle({ ...entry, receipt, why: null, tries: 0, nextAt: 0 }) }
  private wentThrough(): void {
    this.failures = 0
    this.together = Math.min(TOGETHER_MAX, this.together * 2)
  }

  /** Each of another household, so that none waits for another's answer. */
  private async sendTogether(words: readonly Entry[]): Promise<void> {
    const asked = words.map((entry): Asked => ({ entry, input: this.inputOf(entry) }))
    await this.underWay(asked.map(({ entry }) => entry.key), async () => {
      const outcome = await this.ports.line.sendTogether(asked)
      if (outcome.kind === 'signed-out') { this.signedOut = true; return }
      if (outcome.kind === 'later' && outcome.line) {
        this.together = Math.max(1, Math.floor(words.length / 2))
        this.pause(outcome.afterMs)
        await Promise.all(asked.map(({ entry }) => this.note({ ...entry, why: outcome.why })))
        return
      }
      // Not to be had, or a fault of the whole: each by itself says what is wrong with it.
      if (outcome.kind !== 'received' || outcome.value.size === 0) { this.alone = true; return }
      await this.heard(asked, outcome.value)
    })
  }

  private async heard(asked: readonly Asked[], answers: ReadonlyMap<string, Outcome<Receipt>>): Promise<void> {
    this.wentThrough()
    // However many the server could not take just now, it is one pause.
    const busy = [...answers.values()].find((one) => one.kind === 'later' && one.line)
    if (busy?.kind === 'later') this.pause(busy.afterMs)
    await Promise.all(asked.map(async ({ entry }) => {
      const one = answers.get(entry.key)
      if (one?.kind === 'received') await this.wordsArrived(entry, one.value)
      else if (one?.kind === 'later' && one.line) await this.note({ ...entry, why: one.why })
      else if (one) await this.notThrough(entry, one)
    }))
  }

  private nextPhoto(): { entry: Entry; photo: PhotoProgress } | null {
    for (const entry of this.ordered()) {
      if (entry.receipt === null || entry.state !== 'waiting' || !this.due(entry.nextAt)) continue
      const photo = entry.photos.find((p) => p.state === 'waiting')
      if (photo) return { entry, photo }
    }
    return null
  }

  private async sendPiece(entry: Entry, photo: PhotoProgress): Promise<void> {
    await this.underWay([entry.key], async () => {
      const { line, store, clock } = this.ports
      const became = (next: Partial<PhotoProgress>) => this.settle({ ...entry, tries: 0, nextAt: 0, why: null, photos: entry.photos.map((p) => (p === photo ? { ...p, ...next } : p)) })
      const bytes = photo.id === null ? null : await store.readPhoto(photo.file, photo.offset, Math.min(this.chunk, photo.bytes - photo.offset))
      if (photo.id !== null && (bytes === null || bytes.byteLength === 0)) { await became({ state: 'refused', why: { ...LOST, at: clock.now() } }); return }
      const outcome = bytes === null ? await line.startPhoto(entry, photo) : await line.appendPhoto(entry, photo, bytes)
      switch (outcome.kind) {
        case 'received':
          this.failures = 0
          await became({ id: outcome.value.id, offset: outcome.value.offset, state: outcome.value.stored ? 'stored' : 'waiting' })
          return
        // Under a new key, since the old one would be answered with what was true then.
        case 'lost': await became({ id: null, offset: 0, key: await this.ports.newKey() }); return
        case 'refused': await became({ state: 'refused', why: outcome.why }); return
        case 'later': case 'signed-out': await this.notThrough(entry, outcome); return
      }
    })
  }

  private async underWay(keys: readonly string[], work: () => Promise<void>): Promise<void> {
    for (const key of keys) this.sending.add(key)
    this.changed()
    try {
      await work()
    } finally {
      for (const key of keys) this.sending.delete(key)
      this.changed()
    }
  }

  private async notThrough(entry: Entry, outcome: Exclude<Outcome<unknown>, { kind: 'received' }>): Promise<void> {
    if (outcome.kind === 'signed-out') { this.signedOut = true; return }
    if (outcome.kind === 'refused') { await this.setAside(entry, outcome.why); return }
    if (outcome.line) {
      this.pause(outcome.afterMs)
      await this.note({ ...entry, why: outcome.why })
      return
    }
    const tries = entry.tries + 1
    if (tries >= FAILURES_MAX) await this.setAside(entry, outcome.why)
    else await this.note({ ...entry, tries, nextAt: this.ports.clock.now() + this.rest(tries), why: outcome.why })
  }

  private pause(askedMs: number | null): void {
    this.failures++
    this.restUntil = this.ports.clock.now() + (askedMs === null ? this.rest(this.failures) : Math.min(askedMs, LONGEST_ASKED_MS))
  }

  private rest(failures: number): number {
    const full = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** (failures - 1))
    // Half of it by chance, so that the phones of a village whose mast came back do not knock all at once.
    return Math.round(full / 2 + (full / 2) * this.ports.clock.random())
  }

  private setAside(entry: Entry, why: Why): Promise<boolean> { return this.note({ ...entry, state: 'refused', why, tries: 0, nextAt: 0 }) }

  /** Writes down what has arrived; done when nothing of it is left. */
  private async settle(entry: Entry): Promise<void> {
    const left = photosLeft(entry)
    if (left.length > 0) {
      const lost = left.every((p) => p.state === 'refused')
      await this.note({ ...entry, state: lost ? 'refused' : 'waiting', why: lost ? left[0].why : entry.why })
      return
    }
    // The bytes go only once it is written down that nobody needs them any more.
    if (await this.note({ ...entry, state: 'sent', why: null, sentAt: this.ports.clock.now() })) for (const photo of entry.photos) await this.ports.store.removePhoto(photo.file)
    await this.thin()
  }

  /** Old receipts go; those that others still wait for stay. */
  private async thin(): Promise<void> {
    const needed = new Set([...this.entries.values()].filter(open).flatMap((e) => e.after))
    const sent = this.ordered().filter((e) => !open(e) && !needed.has(e.key))
    for (const entry of sent.slice(0, Math.max(0, sent.length - RECEIPTS_MAX))) await this.forget(entry.key, [])
  }

  /** What the server's list said: proved ones need their words no longer; missing ones go again, under their old key. */
  async compared(held: ReadonlySet<string>, missing: ReadonlySet<string>): Promise<void> {
    for (const entry of this.ordered()) {
      if (open(entry)) continue
      if (missing.has(entry.key) && !entry.proved && this.ports.clock.now() - (entry.sentAt ?? 0) < AGAIN_WITHIN_MS) await this.note({ ...entry, state: 'waiting', receipt: null, sentAt: null })
      else if (held.has(entry.key) && !entry.proved) await this.note({ ...entry, proved: true, input: {} })
    }
    void this.run(true)
  }

  private async forget(key: string, keepPhotosOf: readonly { file: string }[]): Promise<void> {
    const entry = this.entries.get(key)
    if (!entry) return
    await this.ports.store.remove(key)
    this.entries.delete(key)
    this.changedAt.set(key, ++this.version)
    for (const { file } of entry.photos) if (!keepPhotosOf.some((p) => p.file === file)) await this.ports.store.removePhoto(file)
    this.changed()
  }

  /** What became of an entry. A phone too full to write it down knows it until it is closed, asks once more then, and gets the same answer. */
  private async note(entry: Entry): Promise<boolean> {
    const written = await this.ports.store.put(entry).then(() => true, () => false)
    this.remember(entry)
    return written
  }

  private remember(entry: Entry): void {
    this.entries.set(entry.key, entry)
    this.changedAt.set(entry.key, ++this.version)
    this.changed()
  }

  /** A pause that lies further off than any that is given comes from a clock that was set back. */
  private due(at: number): boolean { const left = at - this.ports.clock.now(); return left <= 0 || left > LONGEST_ASKED_MS }

  private ordered(): Entry[] { return [...this.entries.values()].sort(inOrder) }
  private anythingOpen(): boolean { return [...this.entries.values()].some((e) => open(e) && e.state !== 'refused') }

  private nextTry(): number | null {
    if (this.closed || this.signedOut) return null
    const held = new Set<string>()
    const times: number[] = []
    for (const entry of this.ordered()) {
      if (entry.state !== 'waiting') continue
      if (entry.receipt === null) {
        // Only the first of a household counts; what hangs on a refused one waits for a person.
        if (held.has(entry.household) || this.earlier(entry) === 'waits') continue
        held.add(entry.household)
      }
      const at = entry.receipt === null ? Math.max(entry.nextAt, entry.notBefore ?? 0) : entry.nextAt
      times.push(this.due(at) ? 0 : at)
    }
    return times.length === 0 ? null : Math.max(this.due(this.restUntil) ? 0 : this.restUntil, Math.min(...times))
  }

  private setAlarm(): void {
    this.takeBack?.()
    this.takeBack = null
    const at = this.nextTry()
    if (at === null) return
    this.takeBack = this.ports.clock.alarm(Math.max(FIRST_REST_MS / 2, at - this.ports.clock.now()), () => { void this.run() })
  }

  private progress(): Snapshot['progress'] {
    if (this.running === null || this.batch.size === 0) return null
    const done = [...this.batch].filter((key) => this.entries.get(key)?.state !== 'waiting').length
    return { done, of: this.batch.size }
  }

  private changed(): void {
    const restUntil = this.running ? null : this.nextTry()
    this.shown = { entries: this.ordered(), sending: new Set(this.sending), running: this.running !== null, progress: this.progress(), restUntil: restUntil && restUntil > 0 ? restUntil : null, signedOut: this.signedOut }
    this.watchers.forEach((watcher) => watcher())
  }
}
