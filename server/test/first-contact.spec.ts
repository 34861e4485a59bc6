// Before anything else is asked of a database: who is late gets a moment, who is not there or says no is named, never with the password.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { connectionOf, firstContact } from '../src/kernel/db'
import { StartRefused } from '../src/kernel/start-refused'
import { serverUrl } from './world'

const servers: Server[] = []
const opened: Socket[] = []
afterAll(() => {
  for (const socket of opened) socket.destroy()
  for (const server of servers) server.close()
})

/** A free port, served only once `listen` is called. */
async function place(onConnection: (socket: Socket) => void): Promise<{ port: number; listen(): void }> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  const server = createServer().on('connection', onConnection).on('connection', (socket: Socket) => opened.push(socket))
  servers.push(server)
  return { port, listen: () => void server.listen(port, '127.0.0.1') }
}

async function refusal(url: string): Promise<string> {
  const error = await firstContact('DATABASE_URL', url, { whole: false, patience: 400 }).then(() => null, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(StartRefused)
  const { message } = error as StartRefused
  expect(message.split('\n')).toHaveLength(1)
  expect(message).not.toContain('hush')
  return message
}

test('nobody there: the address, without its password', async () => {
  const { port } = await place(() => undefined)
  expect(await refusal(`mysql://app:hush@127.0.0.1:${port}/onecard`)).toContain(`数据库连不上，没有启动：DATABASE_URL=mysql://app@127.0.0.1:${port}/onecard（ECONNREFUSED`)
})

test('one that accepts and says nothing is not waited for forever', async () => {
  const { port, listen } = await place(() => undefined)
  listen()
  expect(await refusal(`mysql://app:hush@127.0.0.1:${port}/onecard`)).toContain('（ETIMEDOUT')
})

test('a wrong password is no matter of waiting', async () => {
  const url = new URL(serverUrl())
  url.username = 'nobody_of_this_name'
  url.password = 'hush'
  expect(await refusal(url.href)).toContain('（ER_ACCESS_DENIED_ERROR）')
})

test('one that comes late is greeted', async () => {
  const { host, port, socketPath } = connectionOf(serverUrl())
  const behind = await place((socket) => {
    const real = socketPath ? connect(socketPath) : connect(Number(port), host)
    opened.push(real)
    socket.on('error', () => real.destroy()).pipe(real).on('error', () => socket.destroy()).pipe(socket)
  })
  const url = new URL(serverUrl())
  url.search = ''
  url.hostname = '127.0.0.1'
  url.port = String(behind.port)
  const greeted = firstContact('DATABASE_OWNER_URL', url.href, { whole: false })
  behind.listen()
  await expect(greeted).resolves.toBeUndefined()
})
