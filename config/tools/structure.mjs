// Holds the import rules with dependency-cruiser, and proves on the bad fixture that they can fail.
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { ROOT } from './paths.mjs'
import { RULES } from './structure-rules.mjs'

/** Fewer modules than this were seen: the tool looked at nothing and its silence means nothing. */
const LEAST_MODULES = 150
const FIXTURE = join(ROOT, 'config/tools/structure-fixture')

/** @returns {Promise<string[]>} one line per offence; empty when the structure stands */
export async function structureFaults() {
  const { modules, violations } = await violationsIn(ROOT)
  const faults = violations.map(describe)
  if (modules < LEAST_MODULES) faults.push(`dependency-cruiser saw ${modules} modules, at least ${LEAST_MODULES} were expected`)
  return [...faults, ...(await silentRules()).map((name) => `rule ${name} does not report its offence in config/tools/structure-fixture`)]
}

/** Names of rules that the bad fixture breaks without being reported. */
export async function silentRules() {
  const { violations } = await violationsIn(FIXTURE)
  const reported = new Set(violations.map(({ rule }) => rule.name))
  return RULES.map(({ name }) => name).filter((name) => !reported.has(name))
}

async function violationsIn(baseDir) {
  const tsConfig = join(ROOT, 'miniapp/tsconfig.json')
  const { output } = await cruise(['shared', 'server', 'miniapp'], {
    baseDir, ruleSet: { forbidden: RULES }, validate: true, tsPreCompilationDeps: true, tsConfig: { fileName: tsConfig },
    doNotFollow: { path: 'node_modules' }, exclude: { path: '^(server|shared|miniapp)/(dist|coverage|\\.cache)/' },
  }, { conditionNames: ['source', 'import', 'require', 'node', 'default'], exportsFields: ['exports'], extensions: ['.ts', '.tsx', '.h5.ts', '.js', '.mjs', '.json', '.d.ts'] },
  { tsConfig: extractTSConfig(tsConfig) })
  return { modules: output.modules.filter(({ source }) => !source.includes('node_modules/')).length, violations: output.summary.violations.filter(({ rule }) => rule.severity === 'error') }
}

const describe = ({ rule, from, to, comment }) => `${rule.name}: ${from} → ${to}${comment ? ` (${comment})` : ''}`
