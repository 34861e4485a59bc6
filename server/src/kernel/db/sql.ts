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

/** `:name` → `?`; an array becomes a list. Throws on a name without value: a forgotten condition must not widen a query. */
export function bind(sql: string, params: Params): { text: string; values: unknown[] } {
  const values: unknown[] = []
  const text = sql.replace(TOKEN, (whole, name: string | undefined) => {
    if (name === undefined) return whole
    const value = params[name]
    if (value === undefined) throw new Error(`SQL parameter :${name} has no value`)
    if (Array.isArray(value)) {
      const list = padded(value)
      values.push(...list)
      return list.map(() => '?').join(', ')
    }
    values.push(value)
    return '?'
  })
  return { text, values }
}

const SCOPE = /\{scope:(\w+)(?:\.(\w+))?\}/g

/**
 * Puts the scope in the place of `{scope:alias}` (or `{scope:alias.id_column}`). SQL without that placeholder is refused: reading without
 * a scope is a call of its own, `everywhere(reason)`.
 */
export function scoped(sql: string, params: Params, scope: Scope): { text: string; values: unknown[] } {
  let found = 0
  const all: Params = { ...params }
  const text = sql.replace(SCOPE, (_, alias: string, idColumn?: string) => {
    found++
    const predicate = scope.on(alias, idColumn)
    Object.assign(all, predicate.params)
    return predicate.sql
  })
  if (!found) throw new Error(`SQL without {scope:…}: ${sql.slice(0, 80)}`)
  return bind(`${MARK} ${text}`, all)
}
