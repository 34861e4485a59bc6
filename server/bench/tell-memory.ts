// Loaded before a command that is measured: writes its greatest resident size (kilobytes) when it ends.
import { writeFileSync } from 'node:fs'

process.once('exit', () => { if (process.env.TELL_MEMORY) writeFileSync(process.env.TELL_MEMORY, String(process.resourceUsage().maxRSS)) })
