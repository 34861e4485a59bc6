import { cadre } from '../a/a.service'

export const inner = cadre
