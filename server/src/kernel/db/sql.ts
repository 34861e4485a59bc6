// Named parameters and the scope placeholder, compiled once per text.
import type { Scope } from './scope'
import { MARK } from './tripwire'

export type Params = Record<string, unknown>

/** `IN` lists are padded to powers of two by repeating the last value, so that few texts are prepared. */
function padded(list: unknown[]): unknown[] {
  if (list.length === 0) return [null]
  let size = 1
  while (size < list.length) size *= 2
  return [...list, ...Array(size - list.length).fill(list[list.length - 1])]
}

const TOKEN = /'(?:[^'\\]|\\.)*'|:([a-zA-Z]\w*)/g

/** Texts are constants of the code but for lists: each is taken apart once. */
const MOST_KNOWN = 5000
interface Compiled { pieces: string[]; names: string[]; plain: string }
const compiled = new Map<string, Compiled>()

function compile(sql: string): Compiled {
  const known = compiled.get(sql)
  if (known) return known
  const [pieces, names]: [string[], string[]] = [[], []]
  let from = 0
  for (const match of sql.matchAll(TOKEN)) {
    if (match[1] === undefined) continue
    pieces.push(sql.slice(from, match.index))
    names.push(match[1])
    from = match.index + match[0].length
  }
  pieces.push(sql.slice(from))
  const fresh = { pieces, names, plain: pieces.join('?') }
  if (compiled.size >= MOST_KNOWN) compiled.clear()
  compiled.set(sql, fresh)
  return fresh
}

/** `:name` → `?`; an array becomes a list. Throws on a name without value: a forgotten condition must not widen a query. */
export function bind(sql: string, params: Params): { text: string; values: unknown[] } {
  const { pieces, names, plain } = compile(sql)
  const values: unknown[] = []
  let listed: string | null = null
  for (let i = 0; i < names.length; i++) {
    const value = params[names[i]]
    if (value === undefined) throw new Error(`SQL parameter :${names[i]} has no value`)
    if (!Array.isArray(value)) {
      values.push(value)
      if (listed !== null) listed += `?${pieces[i + 1]}`
      continue
    }
    const list = padded(value)
    for (const one of list) values.push(one)
    listed = `${listed ?? pieces.slice(0, i + 1).join('?')}${list.map(() => '?').join(', ')}${pieces[i + 1]}`
  }
  return { text: listed ?? plain, values }
}

const SCOPE = /\{scope:(\w+)(?:\.(\w+))?\}/g
/** By text, then by the scope's shape. */
const placed = new Map<string, Map<string, string>>()

function place(sql: string, scope: Scope): string {
  const shapes = placed.get(sql)
  const known = shapes?.get(scope.shape)
  if (known !== undefined) return known
  let found = 0
  const text = sql.replace(SCOPE, (_, alias: string, idColumn?: string) => { found++; return scope.on(alias, idColumn).sql })
  if (!found) throw new Error(`SQL without {scope:…}: ${sql.slice(0, 80)}`)
  if (placed.size >= MOST_KNOWN) placed.clear()
  const marked = `${MARK} ${text}`
  placed.set(sql, (shapes ?? new Map<string, string>()).set(scope.shape, marked))
  return marked
}

/**
 * Puts the scope in the place of `{scope:alias}` (or `{scope:alias.id_column}`). SQL without that placeholder is refused: reading without
 * a scope is a call of its own, `everywhere(reason)`.
 */
export function scoped(sql: string, params: Params, scope: Scope): { text: string; values: unknown[] } {
  return bind(place(sql, scope), { ...params, ...scope.on('h').params })
}
