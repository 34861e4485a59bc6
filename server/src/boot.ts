// From an environment to a listening server: database, migrations, Nest on Fastify, the check that no route is a stray.
import 'reflect-metadata'
import fastifyCompress from '@fastify/compress'
import fastifyMultipart from '@fastify/multipart'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { allOperations, operations } from '@onecard/shared/operations'
import { LogController, type FastifyReply, type FastifyRequest } from 'fastify'
import { AppModule } from './app.module'
import { ENTITIES } from './entities'
import { doorPage, isDoor, sendDoorPage } from './features/codes/door-page'
import { ReadRecorder } from './kernel/audit/reads'
import { Database, mayRewriteAudit, openSource } from './kernel/db'
import type { Env } from './kernel/env'
import { handled } from './kernel/http/handles'
import { openApi } from './kernel/http/openapi'
import { OUTSIDE, serveOutside } from './kernel/http/outside'
import { sendProblem } from './kernel/http/problem-filter'
import { newId } from './kernel/ids'
import { Jobs } from './kernel/jobs'
import type { Log } from './kernel/log'
import { Relay } from './kernel/outbox/relay'
import { StartRefused } from './kernel/start-refused'
import { Vault } from './kernel/vault'
import { prepareDatabase } from './prepare-database'

export interface Running { url: string; app: NestFastifyApplication; db: Database; vault: Vault; env: Env; close(): Promise<void> }

const SILENT_MS = 50
const MEGABYTE = 1024 * 1024
/** Largest file of an upload. */
const UPLOAD_BYTES = 50 * MEGABYTE
export const PREFIX = '/api/v1'
/** Headers of every answer. */
const EVERYWHERE = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' }

/** Opens the database and serves. `beforeListen` fills an empty database (seed) while nobody can ask yet. */
export async function boot(env: Env, log: Log, beforeListen?: (db: Database, vault: Vault) => Promise<void>): Promise<Running> {
  const vault = new Vault(env.masterSecret)
  const appUrl = await prepareDatabase(env, vault)
  if (await mayRewriteAudit(appUrl)) {
    if (env.production) throw new StartRefused('DATABASE_URL 的账号可以修改审计记录，没有启动：请收回它对 audit_entry 的 UPDATE 和 DELETE 权限')
    log.warn('the application account may rewrite audit rows; production would not start')
  }
  const source = await openSource(appUrl, { entities: ENTITIES })
  let app: NestFastifyApplication | null = null
  try {
    app = await createApp(env, log, vault, source)
    return await serve(app, env, vault, beforeListen)
  } catch (error) {
    // Whoever called decides what follows; nothing of a start that failed may hold the process.
    await app?.close().catch(() => undefined)
    if (source.isInitialized) await source.destroy()
    throw error
  }
}

async function serve(app: NestFastifyApplication, env: Env, vault: Vault, beforeListen?: (db: Database, vault: Vault) => Promise<void>): Promise<Running> {
  const db = app.get(Database)
  await beforeListen?.(db, vault)
  await app.init()
  refuseStrays(app)
  await app.listen(env.port, env.host).catch((error: NodeJS.ErrnoException) => {
    if (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo') throw error
    throw new StartRefused(`HOST=${env.host} PORT=${env.port} 不能监听（${error.code}），没有启动：请换一个端口或本机的地址`)
  })
  app.get(Relay).start()
  app.get(Jobs).start()
  const address = app.getHttpServer().address() as { port: number }
  return {
    url: `http://${env.host}:${address.port}`, app, db, vault, env,
    close: async () => {
      await app.get(Jobs).stop()
      await app.get(Relay).stop()
      await app.get(ReadRecorder).flush().catch(() => undefined)
      // Who is being answered now keeps the line open for the next question, a minute long: such lines are closed as they fall silent.
      const silent = setInterval(() => { app.getHttpServer().closeIdleConnections() }, SILENT_MS)
      await app.close().finally(() => clearInterval(silent))
    },
  }
}

async function createApp(env: Env, log: Log, vault: Vault, source: Parameters<typeof AppModule.with>[0]['source']): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    loggerInstance: log, logController: new LogController({ disableRequestLogging: true }), genReqId: () => newId(), bodyLimit: MEGABYTE, exposeHeadRoutes: true, trustProxy: env.trustProxy.length ? env.trustProxy : false,
    // What cannot even be routed (a broken %-escape) has no Nest around it.
    frameworkErrors: ((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      reply.headers(EVERYWHERE)
      if (isDoor(request)) sendDoorPage(request, reply)
      else sendProblem(error, request, reply)
    }) as never,
    // Sealed tokens of files stand in the path.
    routerOptions: { maxParamLength: 400 },
    requestTimeout: 60_000, connectionTimeout: 60_000, keepAliveTimeout: 65_000,
  } as ConstructorParameters<typeof FastifyAdapter>[0])
  const fastify = adapter.getInstance()
  const routes: string[] = []
  fastify.decorate('onecardRoutes', routes)
  fastify.decorateRequest('actor')
  // Bodies are JSON, or a form where an operation takes files; a text would reach validation as a string.
  fastify.removeContentTypeParser('text/plain')
  // Read by the one operation that takes bytes; elsewhere refused (http/input).
  fastify.addContentTypeParser('application/octet-stream', (_request, payload, done) => { done(null, payload) })
  // Cards come packed from the read model and the answer to a scan is one id: the plugin's hooks would only find that out anew for each.
  const unpacked = [operations.households.card, operations.scans.create].map(({ path }) => `${PREFIX}/${path}`)
  fastify.addHook('onRoute', (route) => { if (unpacked.includes(route.url)) Object.assign(route, { compress: false, decompress: false }) })
  fastify.addHook('onRoute', (route) => { for (const method of [route.method].flat()) routes.push(`${method} ${route.url}`) })
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(EVERYWHERE)
    done()
  })
  fastify.addHook('onResponse', (request, reply, done) => {
    request.log.info({ method: request.method, route: request.routeOptions?.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
    done()
  })
  await fastify.register(fastifyMultipart as never, { limits: { fileSize: UPLOAD_BYTES, files: 2, fields: 10, fieldSize: 1000, parts: 12 } })
  await fastify.register(fastifyCompress as never, { threshold: 1024, encodings: ['gzip', 'identity'] })
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with({ env, log, vault, source }), adapter, { logger: false, bodyParser: false })
  app.setGlobalPrefix(PREFIX)
  await serveOutside(fastify as never, env, app.get(Database), () => openApi(env))
  doorPage(fastify as never)
  return app
}

/** Routes added on the adapter never meet the gate, and operations without a handler would answer 404: neither may pass silently. */
function refuseStrays(app: NestFastifyApplication): void {
  const table = allOperations()
  const expected = new Set(table.flatMap(([, op]) => (op.method === 'GET' ? ['GET', 'HEAD'] : [op.method]).map((method) => `${method} ${PREFIX}/${op.path}`)))
  const routes = (app.getHttpAdapter().getInstance() as unknown as { onecardRoutes: string[] }).onecardRoutes
  const strays = routes.filter((route) => !expected.has(route) && !OUTSIDE.includes(route.split(' ')[1]))
  const missing = table.filter(([, op]) => !handled.has(op)).map(([name]) => name)
  if (strays.length) throw new Error(`routes outside the operations table: ${strays.join(', ')}`)
  if (missing.length) throw new Error(`operations without a handler: ${missing.join(', ')}`)
}
