export { RegionsModule } from './regions.module'
export { OVERDUE } from './overdue'
