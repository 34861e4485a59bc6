// npm run check: lint, types, structure and the rules about files that no tool knows.
import { basename, join } from 'node:path'
import { existsSync } from 'node:fs'
import { tidinessFaults } from './check-files.mjs'
import { alone, ensurePackages, requireNode } from './install.mjs'
import { ROOT } from './paths.mjs'
import { guarded } from './processes.mjs'
import { explain, say, step } from './steps.mjs'

const WORKSPACES = ['shared', 'config', 'server', 'miniapp']
/** @type {Map<string, string>} what failed → what it said */
const faults = new Map()

async function part(name, work) {
  await step(name, async () => {
    const said = await work()
    if (said) faults.set(name, said)
    return { failed: said !== '' }
  })
}

/** What a tool printed when it failed, else ''. */
async function tool(program, args, cwd = ROOT) {
  let said = ''
  const run = guarded(process.execPath, [join(ROOT, 'node_modules', program), ...args], { label: basename(program), cwd, stdout: 'pipe', stderr: 'pipe' })
  for (const stream of [run.child.stdout, run.child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (said += chunk))
  return (await run.exited) === 0 ? '' : said || 'failed'
}

async function types() {
  // The phone's tests run the server, so they are read by its rules, not by the phone's.
  for (const workspace of [...WORKSPACES, 'miniapp/test']) {
    if (existsSync(join(ROOT, workspace, 'tsconfig.json'))) await part(`tsc ${workspace}`, () => tool('typescript/bin/tsc', ['--noEmit', '--pretty', 'false', '-p', workspace]))
  }
}

async function structure() {
  await part('结构 structure', async () => (await (await import('./structure.mjs')).structureFaults()).join('\n'))
  await part('文件 files', async () => tidinessFaults().join('\n'))
}

async function main() {
  await step('Node', requireNode)
  await alone(say, () => step('依赖 packages', ensurePackages))
  await Promise.all([
    part('eslint', () => tool('eslint/bin/eslint.js', ['-c', 'config/tools/eslint.config.mjs', '--max-warnings', '0', ...WORKSPACES])),
    types().then(structure),
  ])
  for (const [name, said] of faults) say(`\n✗ ${name}\n${said.trim()}`)
  say(faults.size ? `\n✗ check: ${[...faults.keys()].join(', ')}` : '\n✓ check')
  process.exitCode = faults.size ? 1 : 0
}

main().catch((error) => {
  explain(error, [])
  process.exit(1)
})
