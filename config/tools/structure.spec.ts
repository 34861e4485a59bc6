// A guard that can pass on nothing is no guard: every import rule reports its offence in the bad fixture.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

test('each import rule reports the fixture', () => {
  const program = "const { RULES } = await import('./config/tools/structure-rules.mjs'); const { silentRules } = await import('./config/tools/structure.mjs');" +
    'console.log(JSON.stringify({ rules: RULES.length, silent: await silentRules() }))'
  const answer = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: join(__dirname, '../..'), encoding: 'utf8' })
  expect(JSON.parse(answer)).toEqual({ rules: 15, silent: [] })
})
