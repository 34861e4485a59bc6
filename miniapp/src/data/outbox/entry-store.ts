// Entries on the phone: each under a name of its own, encrypted, so that none is ever half written because of another.
import { drop, getSecret, holdOn, putSecret, secretNames } from '../../platform/storage'
import { dropFile, fileNames, readFile } from '../../platform/files'
import { now } from '../../platform/clock'
import { draftTexts } from '../drafts'
import { open, type Entry } from './entry'
import type { StorePort } from './ports'

const PREFIX = 'outbox.'
/** Several entries under one name: they come to lie there in one write. */
const TOGETHER = 'outbox-together.'
const nameOf = (key: string) => `${PREFIX}${key}`

/** What the engine decides on, kept apart from unreadable leftovers: a value that is no entry is left where it is. */
function parsed(text: string | null): Entry | null {
  if (text === null) return null
  try {
    const entry = JSON.parse(text) as Entry
    return typeof entry.key === 'string' && typeof entry.owner === 'string' ? { ...entry, state: entry.state === 'sending' ? 'waiting' : entry.state } : null
  } catch {
    return null
  }
}

const entriesOf = (text: string | null): Entry[] => (text === null ? [] : (JSON.parse(text) as Entry[]))

/** What was put down together, each under its own name. Those that lie there already are further on. */
async function spread(name: string): Promise<void> {
  for (const entry of entriesOf(await getSecret(name))) if (await getSecret(nameOf(entry.key)) === null) await putSecret(nameOf(entry.key), JSON.stringify(entry), true)
  await drop(name)
}

let asked = false

export const entryStore: StorePort = {
  async load() {
    const together = (await Promise.all((await secretNames(TOGETHER)).map(async (name) => {
      const entries = entriesOf(await getSecret(name))
      // A phone too full for it reads them where they lie.
      await spread(name).catch(() => undefined)
      return entries
    }))).flat()
    const names = await secretNames(PREFIX)
    const entries = (await Promise.all(names.map(async (name) => parsed(await getSecret(name))))).filter((entry): entry is Entry => entry !== null)
    return [...entries, ...together.filter(({ key }) => !entries.some((e) => e.key === key))]
  },
  async put(entry) {
    // A receipt that a dying battery takes along is asked for once more, under the same key; a wait for the disk with each of fifty is long.
    await putSecret(nameOf(entry.key), JSON.stringify(entry), entry.state !== 'sent' || entry.photos.length > 0)
    if (!asked) { asked = true; void holdOn() }
  },
  async putAll(entries) {
    const name = `${TOGETHER}${entries[0].key}`
    await putSecret(name, JSON.stringify(entries), true)
    try {
      await spread(name)
    } catch (error) {
      // Too full for each by itself: none of them, the name of all last, so that dying meanwhile means all of them.
      for (const { key } of entries) await drop(nameOf(key))
      await drop(name)
      throw error
    }
  },
  remove: (key) => drop(nameOf(key)),
  readPhoto: readFile,
  removePhoto: dropFile,
}

/** Removes photos that nothing waits for any more: the program may have died between the last word of an entry and the end of its files. */
export async function tidyPhotos(): Promise<void> {
  const files = (await fileNames()).filter(old)
  if (files.length === 0) return
  const entries = await entryStore.load()
  const wanted = [...entries.filter(open).flatMap((e) => e.photos.map((p) => p.file)), ...await draftTexts()].join('\n')
  for (const file of files) if (!wanted.includes(file)) await dropFile(file)
}

/** A picture just taken is in no draft yet: a day's grace. Its name begins with the time of a UUIDv7. */
function old(file: string): boolean {
  const made = parseInt(file.replace('photo-', '').replace('-', '').slice(0, 12), 16)
  return !(now() - made < 86_400_000)
}
