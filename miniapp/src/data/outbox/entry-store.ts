// Entries on the phone: each under a name of its own, encrypted, so that none is ever half written because of another.
import { drop, getSecret, holdOn, putSecret, secretNames } from '../../platform/storage'
import { dropFile, readFile } from '../../platform/files'
import type { Entry } from './entry'
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
