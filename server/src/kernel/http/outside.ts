// Routes that are not operations: health, pages and files. Fastify serves them without Nest's gate, so each is listed here by name.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../db'
import { ROOT, type Env } from '../env'

/** Route patterns outside the operations table; any other stray stops the start. */
export const OUTSIDE: readonly string[] = ['/healthz', '/readyz', '/api/openapi.json', '/', '/m', '/m/', '/m/*', '/m/demo-accounts.json', '/h', '/h/*', '/v', '/v/*', '*', '/*']

/** Scripts are ours alone: inline ones by their hash. Styles are set by the page's own runtime as attributes. A photo that was just taken is read by its blob address. */
function pageCsp(html: string): string {
  const inline = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, code]) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return `default-src 'self'; script-src 'self' ${inline.join(' ')}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`
}

export async function serveOutside(fastify: FastifyInstance, env: Env, db: Database, openapi: () => object): Promise<void> {
  fastify.get('/healthz', () => ({ status: 'alive' }))
  fastify.get('/readyz', async (_request, reply) => {
    const ready = await db.reachable()
    return reply.code(ready ? 200 : 503).header('cache-control', 'no-store').send({ status: ready ? 'ready' : 'database unreachable' })
  })
  fastify.get('/api/openapi.json', (_request, reply) => reply.header('cache-control', 'public, max-age=300').send(openapi()))
  fastify.get('/', (_request, reply) => reply.redirect('/m/'))
  fastify.get('/m', (_request, reply) => reply.redirect('/m/'))
  if (!env.production && env.seed === 'demo') {
    const accounts = join(ROOT, 'config/env/demo-accounts.json')
    if (existsSync(accounts)) fastify.get('/m/demo-accounts.json', (_request, reply) => reply.type('application/json').send(readFileSync(accounts)))
  }
  const page = join(ROOT, 'miniapp/dist/h5')
  if (existsSync(join(page, 'index.html'))) {
    const csp = pageCsp(readFileSync(join(page, 'index.html'), 'utf8'))
    await fastify.register(fastifyStatic, {
      root: page, prefix: '/m/', preCompressed: true, cacheControl: false,
      // Names of built files carry their content's hash; the page itself is asked for anew.
      setHeaders: (reply, path) => {
        const hashed = /\.[0-9a-f]{8,}\.|\/(js|css|chunk)\//.test(path)
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
        if (path.endsWith('.html') || /\.html\.(br|gz)$/.test(path)) reply.header('content-security-policy', csp)
      },
    })
  }
}
