// What the outbox promises, held against a model over a thousand lives of a phone.
import { seeded, type Seeded } from '@onecard/shared/rules/seeded-random.fixture'
import { idFrom, newEntry, type Entry } from './entry'
import { World, type Tab } from './world.fixture'

const SEQUENCES = 1000
/** Lives in which something was found once that the others do not meet. */
const TELLING = [2343, 2604]
const HOUSEHOLDS = ['h1', 'h2', 'h3']

interface Saved { key: string; household: string; bad: boolean; serial: number; photos: { sha256: string; bytes: number }[]; after: string | null; discarded: boolean; setAside: boolean }

/** One life: saves, faults and deaths in any order, then a good line. */
class Life {
  readonly world: World
  readonly saved: Saved[] = []
  private tab: Tab
  private died = false

  constructor(private readonly chance: Seeded) {
    this.world = new World(chance)
    this.world.server.old = chance.below(4) === 0
    this.tab = this.world.openTab()
  }

  async live(): Promise<void> {
    for (let deed = 0; deed < 24; deed++) {
      await this.deed()
      for (let steps = this.chance.below(12); steps > 0; steps--) { await this.world.step(); this.look() }
    }
    await this.heal()
  }

  /** Set aside once is out of the line for good, also when a full disk forgot about it. */
  private look(): void {
    for (const tab of this.world.tabs) for (const saved of this.saved) if (tab.engine.get(saved.key)?.state === 'refused') saved.setAside = true
  }

  private async deed(): Promise<void> {
    const { world, chance } = this
    switch (chance.below(14)) {
      case 0: case 1: case 2: case 3: case 4: await this.save(); return
      case 5: this.died = true; world.kill(this.tab); this.tab = world.openTab(); return
      case 6: world.online = !world.online; if (world.online) void this.tab.engine.sendAll(); return
      case 7: world.session = world.session === 'me' ? null : 'me'; if (world.session) void this.tab.engine.resume(); return
      case 8: world.jump((chance.below(2) ? 1 : -1) * 3_600_000); return
      case 9: world.full = !world.full; return
      case 10: world.server.broken = chance.below(8); return
      case 11: await this.discardOne(); return
      case 12: if (world.tabs.length < 2) world.openTab(); else { this.died = true; world.kill(world.tabs.find((t) => t !== this.tab)!) } return
      // Somebody else takes the phone, and gives it back.
      case 13: { world.session = 'other'; const theirs = world.openTab('other'); for (let i = 0; i < 6; i++) await world.step(); world.kill(theirs); world.session = 'me'; void this.tab.engine.resume(); return }
    }
  }

  private async save(): Promise<void> {
    const { world, chance } = this
    await this.loaded()
    const household = chance.pick(HOUSEHOLDS)
    const bad = chance.below(8) === 0
    const earlier = this.saved.filter((s) => !s.discarded)
    const after = earlier.length > 0 && chance.below(4) === 0 ? chance.pick(earlier).key : null
    const key = world.key()
    const photos = Array.from({ length: chance.below(4) === 0 ? 1 + chance.below(3) : 0 }, (_, i) => ({ sha256: `${key}.${i}`, bytes: 1 + chance.below(11), takenAt: '', file: `${key}.${i}` }))
    for (const photo of photos) world.files.set(photo.file, photo.bytes)
    const serial = this.tab.engine.nextSerial()
    const input = { text: key, ...(bad ? { bad } : {}), ...(after ? { ref: idFrom(after) } : {}) }
    const holdMs = chance.below(6) === 0 ? 5_000 : undefined
    const entries = [newEntry({ key, owner: 'me', serial, operation: 'visits.record', input, madeAt: world.now(), photoKeys: photos.map(() => world.key()) }, { household, label: '', photos, holdMs })]
    // One form that makes two.
    if (chance.below(5) === 0) { const second = world.key(); entries.push(newEntry({ key: second, owner: 'me', serial: serial + 1, operation: 'visits.record', input: { text: second }, madeAt: world.now(), photoKeys: [] }, { household, label: '' })) }
    let done = false
    let held = false
    this.tab.engine.add(entries).then(() => { held = true }, () => undefined).finally(() => { done = true })
    while (!done) await world.step()
    if (held) {
      this.saved.push({ key, household, bad, serial, photos, after, discarded: false, setAside: false })
      for (const more of entries.slice(1)) this.saved.push({ key: more.key, household, bad: false, serial: more.serial, photos: [], after: null, discarded: false, setAside: false })
    }
    else expect(world.full).toBe(true)
  }

  /** As `post` does: nothing is written before it is known what lies there. */
  private async loaded(): Promise<void> { while (!this.tab.loaded) await this.world.step() }

  private async discardOne(): Promise<void> {
    const open = this.saved.filter((s) => !s.discarded && this.tab.engine.get(s.key) !== null && this.tab.engine.get(s.key)!.state !== 'sent')
    if (open.length === 0) return
    const chosen = this.chance.pick(open)
    let gone: boolean | null = null
    void this.tab.engine.discard(chosen.key).then((did) => { gone = did })
    while (gone === null) await this.world.step()
    if (gone) chosen.discarded = true
  }

  /** Everything works again, and whoever was set aside by a failing server is sent anew by hand. */
  private async heal(): Promise<void> {
    const { world } = this
    Object.assign(world, { online: true, full: false, faulty: false, session: 'me' })
    world.server.broken = 0
    for (let round = 0; round < 3; round++) {
      world.kill(this.tab)
      this.tab = world.openTab()
      for (const tab of world.tabs) void tab.engine.resume()
      await this.rest()
      for (const saved of this.saved) {
        const entry = this.tab.engine.get(saved.key)
        if (entry?.state !== 'refused' || saved.bad) continue
        if (entry.why?.code !== 'outbox.earlier_gone') saved.setAside = true
        void this.tab.engine.retry(saved.key)
      }
      await this.rest()
    }
  }

  private async rest(): Promise<void> {
    for (let steps = 0; await this.world.step(); steps++) if (steps > 20_000) throw new Error('it never comes to rest')
  }

  /** Whether the server can ever take it: its own words, and those it hangs on. */
  private reaches(saved: Saved): boolean {
    if (saved.bad) return false
    if (saved.after === null) return true
    const before = this.saved.find((s) => s.key === saved.after)!
    return !before.discarded && this.reaches(before)
  }

  faults(): string[] {
    const { server, disk, files } = this.world
    const faults: string[] = []
    const times = (key: string) => server.applied.filter((a) => a.key === key).length
    for (const applied of server.applied) {
      if (times(applied.key) !== 1) faults.push(`${applied.key} was applied ${times(applied.key)} times`)
      if (applied.owner !== 'me') faults.push(`${applied.key} was sent by somebody else`)
      const of = this.saved.find((s) => s.key === applied.key)
      if (of?.after && applied.ref !== `id-${of.after}`) faults.push(`${applied.key} names ${String(applied.ref)}`)
    }
    for (const upload of server.uploads) if (upload.completed > 1) faults.push(`${upload.sha256} was stored ${upload.completed} times`)
    for (const saved of this.saved.filter((s) => !s.discarded)) {
      const entry = disk.has(saved.key) ? (JSON.parse(disk.get(saved.key)!) as Entry) : null
      const arrived = times(saved.key) === 1
      if (this.reaches(saved)) {
        if (!arrived) faults.push(`${saved.key} was lost`)
        if (entry?.state !== 'sent') faults.push(`${saved.key} stands as ${entry?.state} on the phone`)
        for (const photo of saved.photos) if (!server.uploads.some((u) => u.sha256 === photo.sha256 && u.offset === photo.bytes)) faults.push(`photo ${photo.sha256} did not arrive`)
        // A file may outlive its entry by a death between the two; such files are tidied away later. Never the other way round.
        for (const photo of saved.photos) if (files.has(photo.sha256) && !this.died) faults.push(`photo ${photo.sha256} still fills the phone`)
      } else if (entry === null || (entry.state === 'sent') !== arrived) faults.push(`${saved.key}, which can't arrive, stands as ${entry?.state}, applied: ${arrived}`)
      else if (saved.bad && this.reaches({ ...saved, bad: false }) && entry.state !== 'refused') faults.push(`${saved.key}, refused, stands as ${entry.state}`)
    }
    return [...faults, ...this.orderFaults()]
  }

  /** Per household in the order of writing, but for those that a person or a failing server took out of the line. */
  private orderFaults(): string[] {
    return HOUSEHOLDS.flatMap((household) => {
      const plain = this.world.server.applied.filter((a) => a.household === household).map((a) => this.saved.find((s) => s.key === a.key)).filter((s): s is Saved => s !== undefined && !s.setAside && !s.discarded && s.after === null)
      return plain.flatMap((s, i) => (i > 0 && plain[i - 1].serial > s.serial ? [`${household}: ${s.key} came after ${plain[i - 1].key}`] : []))
    })
  }
}

test(`${SEQUENCES} lives of scan, save, kill, lose, double, reorder: each entry exactly once, in order, nothing lost`, async () => {
  const found: string[] = []
  let saves = 0
  let photos = 0
  let together = 0
  for (const seed of [...Array.from({ length: SEQUENCES }, (_, i) => i + 1), ...TELLING]) {
    if (found.length >= 5) break
    const life = new Life(seeded(seed))
    await life.live()
    saves += life.saved.length
    photos += life.world.server.uploads.length
    together += life.world.server.batches
    found.push(...life.faults().map((fault) => `seed ${seed}: ${fault}`))
  }
  expect(found).toEqual([])
  // The lives were full enough to mean something.
  expect(saves).toBeGreaterThan(SEQUENCES * 5)
  expect(photos).toBeGreaterThan(SEQUENCES)
  expect(together).toBeGreaterThan(SEQUENCES)
}, 300_000)

/** A world in which all goes well, and one entry that may be taken back for five seconds, with another behind it. */
async function heldBack() {
  const world = new World(seeded(7))
  world.faulty = false
  const tab = world.openTab()
  const until = async (reached: () => boolean) => { while (!reached()) await world.step() }
  const done = async <T>(work: Promise<T>): Promise<T> => { const answers: T[] = []; void work.then((answer) => answers.push(answer)); await until(() => answers.length > 0); return answers[0] }
  await until(() => tab.loaded)
  const add = async (holdMs?: number) => {
    const entry = newEntry({ key: world.key(), owner: 'me', serial: tab.engine.nextSerial(), operation: 'visits.record', input: { text: '' }, madeAt: world.now(), photoKeys: [] }, { household: 'h1', label: '', holdMs })
    await done(tab.engine.add([entry]))
    return entry.key
  }
  const since = world.now()
  const keys = [await add(5_000), await add()]
  const rest = async () => { while (await world.step()) { /* on */ } }
  return { world, tab, keys, since, until, done, rest, arrived: () => world.server.applied.map((a) => a.key) }
}

test('what may be taken back waits its time, however hurried, and what is behind it of that household too', async () => {
  const { world, tab, keys, since, until, rest, arrived } = await heldBack()
  void tab.engine.sendAll()
  await until(() => arrived().length > 0)
  expect(world.now() - since).toBeGreaterThanOrEqual(5_000)
  await rest()
  expect(arrived()).toEqual(keys)
})

test('killed meanwhile it goes all the same', async () => {
  const { world, tab, keys, rest, arrived } = await heldBack()
  world.kill(tab)
  world.openTab()
  await rest()
  expect(arrived()).toEqual(keys)
})

test('taken back it never goes', async () => {
  const { tab, keys, done, rest, arrived } = await heldBack()
  expect(await done(tab.engine.discard(keys[0]))).toBe(true)
  await rest()
  expect(arrived()).toEqual([keys[1]])
})
