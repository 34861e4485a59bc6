// What must be on the machine before anything runs: Node, the npm packages of the lockfile, and for tests a few system tools.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { spawnSync } from 'node:child_process'
import { ROOT } from './paths.mjs'
import { BUILDERS, endOrphans, guarded, output, takeLock } from './processes.mjs'
import { Refusal } from './steps.mjs'

const LEAST_NODE = [20, 19]

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return { note: process.versions.node }
  throw new Refusal(`需要 Node ${LEAST_NODE.join('.')} 或更新的版本，现在是 ${process.versions.node}。请从 https://nodejs.org 安装，或用 nvm install 20。\n` +
    `Node ${LEAST_NODE.join('.')} or newer is needed, this is ${process.versions.node}. Install it from https://nodejs.org, or with: nvm install 20`)
}

/** Runs `work` while no other launcher of this checkout installs or builds. */
export async function alone(log, work) {
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  for (let told = false; ; await wait(200)) {
    const lock = takeLock(join(ROOT, '.cache/build.lock'))
    if (lock.release) {
      try {
        await endOrphans(BUILDERS)
        return await work()
      } finally {
        lock.release()
      }
    }
    if (!told) log(`等待另一个启动器（进程号 ${lock.holder}）安装或构建完`)
    told = true
  }
}

/** `npm ci` when what is installed is not what the lockfile says. */
export async function ensurePackages() {
  if (packagesAreRight()) return { note: '已齐全' }
  // Development packages build the server and the phone page, also where NODE_ENV=production would leave them out.
  const npm = guarded('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { label: BUILDERS, cwd: ROOT, stdout: 'ignore' })
  if ((await npm.exited) !== 0) {
    throw new Refusal('npm ci 没有成功。请检查网络或镜像设置（npm config get registry）后重试。\nnpm ci failed. Check the network or the registry (npm config get registry) and try again.')
  }
  return { note: 'npm ci' }
}

/** npm writes what it installed at the end, so an installation that was cut short is not taken for a whole one. */
function packagesAreRight() {
  const installed = join(ROOT, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages
  const have = packages(installed)
  return Object.entries(packages(join(ROOT, 'package-lock.json'))).every(([path, wanted]) =>
    !path.includes('node_modules/') || wanted.link || wanted.optional || wanted.devOptional || wanted.peer || have[path]?.version === wanted.version)
}

const TOOLS = [
  { for: '浏览器 Chromium', package: 'chromium', there: () => chromium() !== null },
  { for: '中文字体 a CJK font', package: 'fonts-noto-cjk', there: () => Boolean(output('fc-list', [':lang=zh', 'file'])?.trim()) },
  { for: '读码器 zbarimg', package: 'zbar-tools', there: () => onPath('zbarimg') !== null },
  { for: 'pdftoppm', package: 'poppler-utils', there: () => onPath('pdftoppm') !== null },
]

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null

/** Path of a Chromium or Chrome, or null. */
export function chromium() {
  const mac = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']
  return process.env.CHROMIUM || ['chromium', 'chromium-browser', 'google-chrome'].map(onPath).find(Boolean) || mac.find((path) => existsSync(path)) || null
}

/** Installs what tests need beyond npm where that is allowed (root, apt-get), else refuses with the command. */
export function ensureTools(log) {
  const missing = TOOLS.filter((tool) => !tool.there())
  if (!missing.length) return { note: '已齐全' }
  const packages = missing.map((tool) => tool.package)
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    log(`apt-get install ${packages.join(' ')}`)
    const apt = (...args) => spawnSync('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' }).status === 0
    const install = () => apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
    if (install() || (apt('update', '-qq') && install())) return { note: packages.join(' ') }
  }
  const names = missing.map((tool) => tool.for).join('、')
  throw new Refusal(`测试还需要：${names}。请先安装（Debian/Ubuntu）：\n  sudo apt-get install -y ${packages.join(' ')}\n` +
    `Tests need these first: ${packages.join(', ')} (macOS: brew install --cask chromium; brew install zbar poppler; a CJK font is there)`)
}
