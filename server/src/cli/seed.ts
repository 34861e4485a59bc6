// Fills an empty database with the demo county: node server/dist/cli/seed.js [--per-village N] [--history full|light|none]
import { parseArgs } from 'node:util'
import { loadCounty } from '../kernel/county'
import { readEnv } from '../kernel/env'
import { seedDemo } from '../seed'
import { openCli } from './open'

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'per-village': { type: 'string', default: '30' }, history: { type: 'string' } } })
  const perVillage = Number(values['per-village'])
  if (!Number.isInteger(perVillage) || perVillage < 1 || perVillage > 20_000) throw new Error('--per-village 要填 1 到 20000 的整数')
  const history = values.history
  if (history !== undefined && history !== 'full' && history !== 'light' && history !== 'none') throw new Error('--history 只能是 full、light 或 none')
  const env = readEnv()
  const { db, vault, close } = await openCli(env)
  try {
    const written = await seedDemo(db, vault, loadCounty(), { perVillage, history, log: (line) => process.stdout.write(`${line}\n`) })
    process.stdout.write(written ? `已写入 ${written} 户演示数据。\n` : '库里已有数据，没有写入。演示数据只写进空库：换一个空的 DATA_DIR 再运行，npm start 也用它。\n')
  } finally { await close() }
}

main().catch((error: Error) => { process.stderr.write(`${error.message}\n`); process.exit(1) })
