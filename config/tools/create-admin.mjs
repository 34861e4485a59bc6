// npm run create-admin -- ACCOUNT NAME < file-with-password: the first system administrator.
import { runProgram } from './with-server.mjs'

runProgram('cli/create-admin.js', { production: true, stdin: true })
