// What other features may use of accounts.
export { Account, Appointment, Unit } from './account.entity'
export { AccountsModule } from './accounts.module'
export { hashPassword } from './passwords'
export { endMemberAccess, endNumberAccess, type LeavingMember } from './member-access'
export { callerOf } from './caller'
export { HouseholdDoor } from './household-door.service'
export type { Caller } from './sign-in.service'
