// Audit of what happens at the door, where there is no session: whoever it is about is on record as the one who did it.
import { clock } from '../../kernel/clock'
import type { Change, HouseTx } from '../../kernel/db'

/** Values as they may be read: sensitive ones are hashed by the caller. */
export async function auditAtDoor(tx: HouseTx, accountId: string, operation: string, subject: string, changed: Change[]): Promise<void> {
  await tx.execute(
    `INSERT INTO audit_entry (at, account_id, appointment_id, role, operation, subject, region, reason, changed) VALUES (:at, :accountId, NULL, '-', :operation, :subject, NULL, NULL, :changed)`,
    { at: clock.date(), accountId, operation, subject, changed: JSON.stringify(changed) })
}
