export { RegionsModule } from './regions.module'
export { ACTIVE, DUE, DUE_SOON, OVERDUE, dueSql, pairedOn, refreshDue } from './due'
