// Runs one command and ends it, with all it started, when the launcher's end of the pipe closes: also after kill -9.
// Usage: node guard.mjs <label> <grace ms> <stdin|none> <command> [arguments…], stdin = a pipe that the launcher holds open;
// with `stdin` file descriptor 3 is what the command reads.
import { spawn } from 'node:child_process'

const [, grace, input, command, ...args] = process.argv.slice(2) // the label is for those who list processes
const child = spawn(command, args, { stdio: [input === 'stdin' ? 3 : 'ignore', 'inherit', 'inherit'] })

let ending = false
function end() {
  if (ending) return
  ending = true
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), Number(grace)).unref()
}

process.stdin.on('end', end).on('error', end).resume()
// The launcher reads stdout; once it is dead, a write must not kill the guard before the child is gone.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end)
process.on('SIGPIPE', () => {})

child.on('error', (error) => {
  process.stderr.write(`${command}: ${error.message}\n`)
  process.exit(127)
})
child.on('exit', (code, signal) => {
  // The guard leads its own process group: whatever the child left in it goes too, the guard last.
  process.exitCode = code ?? (signal === 'SIGTERM' ? 143 : 137)
  process.removeAllListeners('SIGTERM').on('SIGTERM', () => process.exit())
  try {
    process.kill(-process.pid, 'SIGTERM')
  } catch {
    process.exit()
  }
})
