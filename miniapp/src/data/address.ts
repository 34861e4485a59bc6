// An operation and its input → method, path, body. WeChat's engine has no URL and no URLSearchParams.
import type { Operation } from '@onecard/shared/operations'

export interface Address { path: string; body: Record<string, unknown> | undefined }

/** Path parameters are taken out of the input; the rest is the query of a GET or DELETE, else the JSON body. */
export function addressOf(operation: Operation<any, any>, input: Record<string, unknown>): Address {
  const rest: Record<string, unknown> = { ...input }
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (value === undefined || value === null || value === '') throw new Error(`${operation.path}: ${name} is missing`)
    return encodeURIComponent(String(value))
  })
  if (operation.method === 'POST' || operation.method === 'PUT') return { path: `/api/v1/${path}`, body: rest }
  const query = Object.entries(rest)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')
  return { path: `/api/v1/${path}${query ? `?${query}` : ''}`, body: undefined }
}
