export { yearClosed } from './closed-years'
