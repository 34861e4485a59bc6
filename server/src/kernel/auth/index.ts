// mintActor and scopeOf stay inside the kernel: scope is minted here alone.
export { mayOn, mayOnlyRepeat, NOBODY, standingMay, standingOf, type Actor, type Standing } from './actor'
export { Gate } from './gate'
export { LIMITS, Sessions } from './sessions'
