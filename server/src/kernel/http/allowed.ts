// Which methods a path answers to: asked only when the router found nothing, so it costs no answered request anything.

const SPECIAL = /[.+?^${}()|[\]\\]/g

/** A route pattern of the router (`:name`, a last `*`) as an expression on the path of an address. */
function matcher(pattern: string): RegExp {
  const text = pattern.replace(SPECIAL, '\\$&').replace(/:\w+/g, '[^/]+').replace(/\*$/, '.*')
  return new RegExp(`^${text}$`)
}

/**
 * @param routes lines such as `GET /api/v1/households/:id`
 * @param address path of a request, with or without a query
 * @returns methods in the order of an Allow header; none when no route has this path. Routes for everything (`*`) do not count.
 */
export function allowedMethods(routes: readonly string[], address: string): string[] {
  const path = address.split(/[?#]/, 1)[0]
  const methods = new Set<string>()
  for (const route of routes) {
    const [method, pattern] = route.split(' ')
    if (pattern !== '*' && pattern !== '/*' && matcher(pattern).test(path)) methods.add(method)
  }
  return [...methods].sort()
}
