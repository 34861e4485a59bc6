import { readFileSync } from 'node:fs'
import { cadre } from '../../server/src/features/a/a.service'

export const read = () => readFileSync(cadre)
