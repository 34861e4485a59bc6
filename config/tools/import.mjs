// npm run import -- households.xlsx members.xlsx [--apply]: checks the two national sheets, or writes them.
import { runProgram } from './with-server.mjs'

runProgram('cli/import.js', { production: true })
