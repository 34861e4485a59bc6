// The package on disk: what WeChat would refuse, and what would kill a page at load although the build is green.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { BUNDLE } from './harness'
import { readTemplates } from './tree'

const KB = 1024
/** Where a package stops being quick to load on a village's signal; WeChat itself refuses at 2 MB. */
const MAIN_MAX = 700 * KB
const SUBPACKAGE_MAX = 600 * KB

const app = () => JSON.parse(readFileSync(join(BUNDLE, 'app.json'), 'utf8')) as { pages: string[]; subPackages: { root: string; pages: string[] }[]; tabBar: { custom: boolean; list: { pagePath: string }[] }; lazyCodeLoading: string; preloadRule: Record<string, { packages: string[] }> }

const files = readdirSync(BUNDLE, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name))
const text = (file: string) => readFileSync(file, 'utf8')
const inside = (root: string) => files.filter((file) => relative(BUNDLE, file).startsWith(`${root}/`))
const size = (list: string[]) => list.reduce((sum, file) => sum + statSync(file).size, 0)

test('sizes: the main package and each subpackage', () => {
  const roots = app().subPackages.map((s) => s.root)
  const main = files.filter((file) => !roots.some((root) => relative(BUNDLE, file).startsWith(`${root}/`)))
  expect(size(main)).toBeLessThanOrEqual(MAIN_MAX)
  expect(roots.filter((root) => size(inside(root)) > SUBPACKAGE_MAX)).toEqual([])
})

test('no decorated class got in: class-validator and reflect-metadata are nowhere', () => {
  expect(files.filter((file) => file.endsWith('.js') && /classValidatorMetadataStorage|getMetadata/.test(text(file)))).toEqual([])
})

test('every page that app.json names is there, once, and the tabs are pages of the main package', () => {
  const { pages, subPackages, tabBar, preloadRule, lazyCodeLoading } = app()
  const all = [...pages, ...subPackages.flatMap((s) => s.pages.map((page) => `${s.root}/${page}`))]
  expect(new Set(all).size).toBe(all.length)
  const missing = all.flatMap((page) => ['.js', '.json', '.wxml'].map((end) => page + end)).filter((file) => !existsSync(join(BUNDLE, file)))
  expect(missing).toEqual([])
  expect(tabBar.list.length).toBeGreaterThanOrEqual(2)
  for (const { pagePath } of tabBar.list) expect(pages).toContain(pagePath)
  if (tabBar.custom) expect(existsSync(join(BUNDLE, 'custom-tab-bar/index.wxml'))).toBe(true)
  for (const [page, { packages }] of Object.entries(preloadRule)) {
    expect(all).toContain(page)
    for (const root of packages) expect(subPackages.map((s) => s.root)).toContain(root)
  }
  expect(lazyCodeLoading).toBe('requiredComponents')
  expect(all).not.toContain('pages/kit/index')
})

test('the templates carry what a screen reader needs', () => {
  const templates = [...readTemplates(BUNDLE).values()]
  for (const tag of ['view', 'text', 'image', 'button', 'input']) {
    const found = templates.filter((t) => t.tag === tag)
    expect(found.length).toBeGreaterThan(0)
    expect([tag, found.some((t) => t.attributes.has('aria-label'))]).toEqual([tag, true])
  }
  expect(templates.some((t) => t.tag === 'view' && t.attributes.has('aria-role'))).toBe(true)
})

test('nothing of this machine, of the demo or of the source lies in the package', () => {
  const folder = join(__dirname, '../../..')
  const tells = files.filter((file) => /\.(js|json|wxml|wxss|wxs)$/.test(file) && [folder, 'Gaizhou-demo', 'sourceMappingURL'].some((word) => text(file).includes(word)))
  expect(tells).toEqual([])
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
})
