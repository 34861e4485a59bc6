// Entries on the phone: each under a name of its own, encrypted, so that none is ever half written because of another.
import { drop, getSecret, holdOn, putSecret, secretNames } from '../../platform/storage'
import { dropFile, fileNames, readFile } from '../../platform/files'
import { now } from '../../platform/clock'
import { draftTexts } from '../drafts'
import { open, type Entry } from './entry'
import type { StorePort } from './ports'

const PREFIX = 'outbox.'
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

let asked = false

export const entryStore: StorePort = {
  async load() {
    const names = await secretNames(PREFIX)
    const entries = await Promise.all(names.map(async (name) => parsed(await getSecret(name))))
    return entries.filter((entry): entry is Entry => entry !== null)
  },
  async put(entry) {
    await putSecret(nameOf(entry.key), JSON.stringify(entry), true)
    if (!asked) { asked = true; void holdOn() }
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
