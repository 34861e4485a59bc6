// npm run bench: measures against the floors on this machine and writes server/bench/RESULTS.md.
import { runProgram } from './with-server.mjs'

runProgram('bench/main.js')
