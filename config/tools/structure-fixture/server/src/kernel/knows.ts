import { cadre } from '../features/a/a.service'

export const known = cadre
