export { Jobs } from './jobs'
export { dropOldEvents, dropOldKeys } from './tidying'
