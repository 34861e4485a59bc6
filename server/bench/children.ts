// Servers under test, each a process of its own, told apart from the client that measures them.
import { fork } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'

export interface Child {
  url: string
  /** Processor time used so far, in microseconds. */
  cpu(): Promise<number>
  /** Resident bytes, now and at most. */
  stop(): Promise<void>
}

/** Starts `program` (below dist/bench) with its output in `log`; resolves when it says that it listens. */
export function startChild(program: string, env: Record<string, string>, log: string, args: string[] = []): Promise<Child> {
  const out = openSync(log, 'a', 0o600)
  const child = fork(join(__dirname, `${program}.js`), args, { env: { ...process.env, ...env }, stdio: ['ignore', out, out, 'ipc'], execArgv: ['--enable-source-maps', ...(env.CHILD_NODE_OPTIONS ?? '').split(' ').filter(Boolean)] })
  const ended = new Promise<void>((done) => { child.once('exit', () => done()) })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${program} ended (${code}); see ${log}`)))
    child.on('message', (message: { url?: string }) => {
      if (!message.url) return
      resolve({
        url: message.url,
        cpu: () => new Promise((answer) => {
          const heard = (reply: { cpu?: number }): void => { if (reply.cpu !== undefined) { child.off('message', heard); answer(reply.cpu) } }
          child.on('message', heard)
          child.send('cpu')
        }),
        stop: () => { if (child.connected) child.disconnect(); return ended },
      })
    })
  })
}

/** In the child: tells where it listens, answers for its processor time, leaves with its parent. */
export function tellParent(url: string, close: () => Promise<unknown>): void {
  process.on('message', (ask) => {
    if (ask !== 'cpu') return
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: user + system })
  })
  process.once('disconnect', () => { void close().finally(() => process.exit(0)) })
  process.send?.({ url })
}
