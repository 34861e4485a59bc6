// Schemas of every answer, from the types that shared/operations.ts names: written once per change of the contract, read by the server.
// By hand: node server/openapi/generate.mjs
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')
const SHARED = join(ROOT, 'shared')
const TABLE = join(SHARED, 'operations.ts')
const TARGET = join(SHARED, 'dist/views.schema.json')

/**
 * Writes `shared/dist/views.schema.json` when the contract is newer: `{ sources, answers: { 'households.card': schema }, schemas: { name: schema } }`,
 * references as `#/components/schemas/name`. An operation that answers nothing has no entry. Safe when several processes do it at once.
 */
export default async function generateViews() {
  const sources = contractHash()
  if (existsSync(TARGET) && JSON.parse(readFileSync(TARGET, 'utf8')).sources === sources) return { note: '没有变化' }
  mkdirSync(dirname(TARGET), { recursive: true })
  const answers = answersOf(readFileSync(TABLE, 'utf8'))
  const result = { sources, ...await schemasOf(answers) }
  const beside = `${TARGET}.${process.pid}`
  writeFileSync(beside, JSON.stringify(result))
  renameSync(beside, TARGET)
  return {}
}

function contractHash() {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)))
  const views = readdirSync(join(SHARED, 'contract')).filter((file) => file.endsWith('.views.ts')).sort().map((file) => join(SHARED, 'contract', file))
  // Some views hold shapes of the rules.
  const named = views.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/from '\.\.\/rules\/([\w-]+)'/g)].map(([, name]) => join(SHARED, 'rules', `${name}.ts`)))
  for (const file of [TABLE, join(SHARED, 'roles.ts'), ...views, ...new Set(named)]) hash.update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** `{ 'households.card': 'householdViews.CardView' }` and the import lines those names need, as they stand in the table. */
function answersOf(text) {
  const ts = createRequire(import.meta.url)('typescript')
  const file = ts.createSourceFile('operations.ts', text, ts.ScriptTarget.ES2023, true)
  const imports = file.statements.filter(ts.isImportDeclaration).map((line) => line.getText())
  const answers = new Map()
  const visit = (node, path) => {
    if (ts.isPropertyAssignment(node)) {
      const here = [...path, node.name.getText()]
      const call = node.initializer
      if (ts.isCallExpression(call) && call.expression.getText() === 'op') {
        if (call.typeArguments?.length !== 2) throw new Error(`operations.ts: ${here.join('.')} does not name its input and output`)
        answers.set(here.join('.'), call.typeArguments[1].getText())
      } else ts.forEachChild(node, (child) => visit(child, here))
    } else ts.forEachChild(node, (child) => visit(child, path))
  }
  const table = file.statements.filter(ts.isVariableStatement).flatMap((s) => [...s.declarationList.declarations]).find((d) => d.name.getText() === 'operations')
  if (!table) throw new Error('operations.ts: no table called operations')
  visit(table, [])
  if (answers.size === 0) throw new Error('operations.ts: no operation found')
  return { imports, answers }
}

/** One interface that names every answer is put beside the table for the generator to read, then taken away. */
async function schemasOf({ imports, answers }) {
  const { createGenerator } = await import('ts-json-schema-generator')
  const given = [...answers].filter(([, type]) => type !== 'Nothing')
  const scratch = join(SHARED, `dist/answers.${process.pid}.ts`)
  writeFileSync(scratch, [
    ...imports.map((line) => line.replace(/from '\.\//, "from '../")),
    "export type { ProblemView } from '../contract/common.views'",
    `export interface Answers {\n${given.map(([name, type]) => `  '${name}': ${type}`).join('\n')}\n}`,
  ].join('\n'))
  try {
    const all = createGenerator({
      path: scratch, tsconfig: join(SHARED, 'tsconfig.json'), type: '*', additionalProperties: false, expose: 'all', topRef: true, skipTypeCheck: true, encodeRefs: false,
    }).createSchema('*').definitions
    const schemas = {}
    for (const [name, schema] of Object.entries(all)) if (name !== 'Answers') schemas[plainName(name)] = rewritten(schema)
    if (!schemas.ProblemView) throw new Error('common.views.ts: no ProblemView')
    return { answers: Object.fromEntries(given.map(([name]) => [name, rewritten(all.Answers.properties[name])])), schemas: needed(schemas, all.Answers) }
  } finally { rmSync(scratch, { force: true }) }
}

/** `Page<AccountView>` → `Page_AccountView`: names of components are letters, digits, dot, dash and underscore. */
const plainName = (name) => name.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^_|_$/g, '')

function rewritten(schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === '$ref' && typeof value === 'string' ? `#/components/schemas/${plainName(decodeURIComponent(value).replace('#/definitions/', ''))}` : value)
}

/** Only what answers and problems reach. */
function needed(schemas, answers) {
  const kept = {}
  const reach = (value) => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name in kept) continue
      if (!schemas[name]) throw new Error(`no schema called ${name}`)
      kept[name] = schemas[name]
      reach(schemas[name])
    }
  }
  kept.ProblemView = schemas.ProblemView
  reach(schemas.ProblemView)
  reach(rewritten(answers))
  return Object.fromEntries(Object.entries(kept).sort(([a], [b]) => a < b ? -1 : 1))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generateViews()
