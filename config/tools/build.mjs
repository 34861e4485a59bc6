// The one place that says how each part is built, and when what is built is stale.
// By hand: node config/tools/build.mjs [code] [h5] [weapp]   (all three when none is named)
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { ROOT, files } from './paths.mjs'
import { BUILDERS, guarded } from './processes.mjs'
import { Refusal, step } from './steps.mjs'

const RECIPE = ['config/tools/build.mjs', '.swcrc', 'package-lock.json']

/** Files beside the sources that the running server does not read. */
const NOT_RUN = /\.(spec|d)\.ts$|\.md$|\/(package|tsconfig)\.json$|\/jest\.config\.js$/

/** Files whose change alters nothing that is built. */
const ONLY_TESTED = /\.spec\.tsx?$|\/(miniapp|server)\/test\/|\/jest\.config\.js$|\.md$/

/** Sources and outputs of the compiled code; paths below a source folder are kept. */
const COMPILED = [
  { from: 'shared', to: 'shared/dist' },
  { from: 'server/src', to: 'server/dist' },
  { from: 'server/bench', to: 'server/dist/bench' },
  { from: 'server/wechat-stand-in', to: 'server/dist/wechat-stand-in' },
]

/** Server, shared code, stand-in and bench: TypeScript to JavaScript, files that are not TypeScript copied. */
export const buildCode = () => unlessFresh('code', ['shared', 'server'], ['shared/dist', 'server/dist'], compileAll)
/** The phone page that the server serves at /m/. */
export const buildH5 = () => unlessFresh('h5', ['miniapp', 'shared', 'config/county'], ['miniapp/dist/h5'], async () => (await taro('h5'), pack(join(ROOT, 'miniapp/dist/h5'))))
/** The WeChat package. */
export const buildWeapp = () => unlessFresh('weapp', ['miniapp', 'shared', 'config/county'], ['miniapp/dist/weapp'], () => taro('weapp'))

async function unlessFresh(name, sources, outputs, build) {
  const stamp = join(ROOT, '.cache', `${name}.stamp`)
  const now = contentHash([...sources, ...RECIPE])
  if (outputs.every((folder) => existsSync(join(ROOT, folder))) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return { note: '没有变化' }
  rmSync(stamp, { force: true })
  await build()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
  return {}
}

/** One hash over names and contents of all source files: a checkout that only touched files is still fresh. */
function contentHash(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => files(join(ROOT, path))).filter((file) => !ONLY_TESTED.test(file)).sort()) hash.update(`${relative(ROOT, file)}\0`).update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

async function compileAll() {
  const { transform } = createRequire(join(ROOT, 'config/package.json'))('@swc/core')
  const { default: generateViews } = await import('../../server/openapi/generate.mjs')
  const made = await Promise.all(COMPILED.flatMap(({ from, to }) => files(join(ROOT, from)).filter((file) => !NOT_RUN.test(file))
    .map((file) => compile(transform, file, join(ROOT, to, relative(join(ROOT, from), file))))))
  // Written over, then tidied: a server that runs from these files while they are built again does not find them gone.
  const kept = new Set(made.flatMap((file) => [file, `${file}.map`]))
  for (const file of ['shared', 'server'].flatMap((side) => below(join(ROOT, side, 'dist')))) if (/\.js(\.map)?$/.test(file) && !kept.has(file)) rmSync(file)
  await generateViews()
}

const below = (folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true }).map((name) => join(folder, name)) : [])

/** @returns {Promise<string>} the file made */
async function compile(transform, file, target) {
  mkdirSync(dirname(target), { recursive: true })
  if (extname(file) !== '.ts') {
    copyFileSync(file, target)
    return target
  }
  const out = target.replace(/\.ts$/, '.js')
  const { code, map } = await transform(readFileSync(file, 'utf8'), { filename: file, sourceFileName: relative(dirname(out), file), swcrc: true, configFile: join(ROOT, '.swcrc'), cwd: ROOT })
  // `server/src` becomes `server/dist` itself, so its neighbours (bench, stand-in) reach it one folder nearer.
  writeFileSync(out, `${code.replace(/require\("((?:\.\.\/)+)src\//g, 'require("$1')}\n//# sourceMappingURL=${out.split('/').at(-1)}.map\n`)
  writeFileSync(`${out}.map`, map)
  return out
}

/** @param {'h5' | 'weapp'} target */
async function taro(target) {
  let told = ''
  const keep = (chunk) => (told = (told + chunk).slice(-8000))
  // Always the production form: what is tested is what is shipped.
  const run = guarded('npm', ['run', '--silent', `build:${target}`, '-w', 'miniapp'],
    { label: BUILDERS, cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' }, stdout: 'pipe', stderr: 'pipe' })
  run.child.stdout.on('data', keep)
  run.child.stderr.on('data', keep)
  if ((await run.exited) !== 0) throw new Refusal(`npm run build:${target} -w miniapp 没有成功：\n${told}`)
}

/** Beside each text its `.br` and `.gz`, which the server sends as they are: the best packing costs seconds, so it is done once. */
async function pack(folder) {
  const texts = files(folder).filter((file) => /\.(html|js|css|svg|json)$/.test(file))
  await Promise.all(texts.map(async (file) => {
    const plain = readFileSync(file)
    writeFileSync(`${file}.br`, await promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }))
    writeFileSync(`${file}.gz`, await promisify(gzip)(plain, { level: 9 }))
  }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = process.argv.slice(2)
  const parts = { code: buildCode, h5: buildH5, weapp: buildWeapp }
  for (const [name, build] of Object.entries(parts)) if (!wanted.length || wanted.includes(name)) await step(`build ${name}`, build)
}
