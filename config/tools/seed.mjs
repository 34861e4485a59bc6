// npm run seed -- --per-village N: fills the demo county, also to scale.
import { runProgram } from './with-server.mjs'

runProgram('cli/seed.js')
