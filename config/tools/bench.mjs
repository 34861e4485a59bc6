// npm run bench: measures against the floors on this machine and writes server/bench/RESULTS.md. `-- --quick` for those who work on it.
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { runProgram } from './with-server.mjs'

/** As production would: a third of the memory for the database, so that a million cards stay in it. */
const SHARE = 3
const MOST_MEGABYTES = 8192

// A data folder and a database process of its own: what it measures is not the county that somebody works on.
process.env.DATA_DIR = join(ROOT, '.data/bench')
process.env.ENGINE_DIR ||= join(ROOT, '.data/engine')
process.env.DB_BUFFER_MB ||= String(Math.min(MOST_MEGABYTES, Math.floor(totalmem() / 2 ** 20 / SHARE)))
delete process.env.DATABASE_URL
runProgram('bench/main.js')
