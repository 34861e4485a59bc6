import { A } from './a.entity'

export const thick = new A()
