// Checks or applies the two national sheets: npm run import -- households.csv members.csv [--apply]
import { parseArgs } from 'node:util'
import type { ImportCounts, ImportProblem } from '@onecard/shared/contract/imports.views'
import { SHEET_NAMES, runImport } from '../features/imports'
import { loadCounty } from '../kernel/county'
import { readEnv } from '../kernel/env'
import { newId } from '../kernel/ids'
import { syncRegions } from '../seed'
import { openCli } from './open'

const PROGRESS_MS = 1000

const line = (p: ImportProblem): string =>
  `${p.severity === 'error' ? '错误' : '提醒'} ${p.rule} ${SHEET_NAMES[p.sheet]} 第 ${p.row} 行“${p.column}”：读到“${p.read}”，${p.expected}\n`
const counts = (c: ImportCounts): string => `读 ${c.read}，新增 ${c.added}，变化 ${c.changed}，相同 ${c.same}`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { apply: { type: 'boolean', default: false } } })
  if (positionals.length !== 2) throw new Error('用法：npm run import -- 贫困户表 家庭成员表 [--apply]')
  const [households, members] = positionals
  const { db, vault, close } = await openCli(readEnv())
  let shownAt = 0
  try {
    await syncRegions(db, loadCounty())
    const outcome = await runImport(db, vault, loadCounty(), {
      files: { households, members }, apply: values.apply, jobId: newId(), author: { accountId: null, appointmentId: null, role: 'cli' },
      onProgress: ({ done, step }) => {
        if (!process.stderr.isTTY || performance.now() - shownAt < PROGRESS_MS) return
        shownAt = performance.now()
        process.stderr.write(`${step}：${done} 行\n`)
      },
    })
    for (const p of outcome.problems) process.stdout.write(line(p))
    process.stdout.write(`贫困户：${counts(outcome.households)}\n家庭成员：${counts(outcome.members)}\n错误 ${outcome.errors}，提醒 ${outcome.warnings}\n`)
    process.stdout.write(outcome.errors ? '有错误，什么都没有写入。\n' : outcome.applied ? '已导入。\n' : '检查通过；加 --apply 导入。\n')
    return outcome.errors ? 2 : 0
  } finally { await close() }
}

main().then((code) => { process.exitCode = code }, (error: Error) => { process.stderr.write(`${error.message}\n`); process.exitCode = 1 })
