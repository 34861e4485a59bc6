// One-time codes: at most one live code an account, stored as a keyed hash.
import { Injectable } from '@nestjs/common'
import { clock } from '../../kernel/clock'
import { Database, type Everywhere, type Tx } from '../../kernel/db'
import { newId } from '../../kernel/ids'
import { Vault } from '../../kernel/vault'
import { ActivationCode } from './account.entity'
import { auditAtDoor } from './house-audit'
import { CODE_HOURS, CODE_TRIES, newOneTimeCode } from './one-time-code'

export interface MadeCode { id: string; code: string; expiresAt: Date }

@Injectable()
export class ActivationCodes {
  readonly #db: Everywhere
  constructor(db: Database, private readonly vault: Vault) { this.#db = db.everywhere('a one-time code belongs to an account, and who uses it has no session') }

  /** Takes the place of the one before. */
  async make(tx: Tx, accountId: string, waiting: boolean): Promise<MadeCode> {
    const [id, code, expiresAt] = [newId(), newOneTimeCode(), clock.at(clock.now() + CODE_HOURS * 3_600_000)]
    await tx.plain('DELETE FROM activation_code WHERE account_id = :accountId', { accountId })
    await tx.insert(ActivationCode, { id, accountId, codeIndex: this.#index(accountId, code), madeBy: tx.actor.accountId, madeAt: clock.date(), expiresAt, tries: 0, waiting })
    return { id, code, expiresAt }
  }

  /** A second person agreed. False when the code is gone. */
  async release(tx: Tx, id: string): Promise<boolean> {
    const done = await tx.plain<{ affectedRows: number }>('UPDATE activation_code SET waiting = 0 WHERE id = :id AND expires_at > :now', { id, now: clock.date() })
    return done.affectedRows > 0
  }

  async drop(tx: Tx, id: string): Promise<void> { await tx.plain('DELETE FROM activation_code WHERE id = :id', { id }) }

  /**
   * The code's id when it opens this account, else null. The try is counted before it is compared, and the statements are the same for
   * an account that nobody has (`-`).
   */
  async tryOut(accountId: string, code: string): Promise<string | null> {
    const { affectedRows, insertId } = await this.#db.execute('UPDATE activation_code SET tries = LAST_INSERT_ID(tries + 1) WHERE account_id = :accountId', { accountId })
    const [row] = await this.#db.select<{ id: string }>(
      'SELECT id FROM activation_code WHERE account_id = :accountId AND code_index = :index AND waiting = 0 AND expires_at > :now', { accountId, index: this.#index(accountId, code), now: clock.date() })
    return row && affectedRows > 0 && insertId <= CODE_TRIES ? row.id : null
  }

  /** Single use: the code goes, the password stands, what was open is closed. False when somebody was faster. */
  use(id: string, accountId: string, passwordHash: string): Promise<boolean> {
    return this.#db.write(async (tx) => {
      const used = await tx.execute('DELETE FROM activation_code WHERE id = :id', { id })
      if (used.affectedRows === 0) return false
      await renew((sql, params) => tx.execute(sql, params), { accountId, passwordHash, keep: '-' })
      await auditAtDoor(tx, accountId, 'passwords.set', `account/${accountId}`, [{ field: 'password', before: null, after: 'set' }])
      return true
    })
  }

  /** By its holder; `keep` is the session that stays. A one-time code still about is void then. */
  async change(tx: Tx, accountId: string, passwordHash: string, keep: string): Promise<void> {
    await tx.plain('DELETE FROM activation_code WHERE account_id = :accountId', { accountId })
    await renew((sql, params) => tx.plain(sql, params), { accountId, passwordHash, keep })
  }

  /** A reset: neither password nor session opens the account any more. */
  close(tx: Tx, accountId: string): Promise<void> { return renew((sql, params) => tx.plain(sql, params), { accountId, passwordHash: null, keep: '-' }) }

  /** Bound to its account: nobody tries one code on all of them. */
  #index(accountId: string, code: string): string { return this.vault.index('activation_code', `${accountId}.${code}`) }
}

type Execute = (sql: string, params: Record<string, unknown>) => Promise<unknown>
async function renew(execute: Execute, { accountId, passwordHash, keep }: { accountId: string; passwordHash: string | null; keep: string }): Promise<void> {
  await execute('UPDATE account SET password_hash = :passwordHash WHERE id = :accountId', { passwordHash, accountId })
  await execute('UPDATE session SET revoked_at = :now WHERE account_id = :accountId AND id <> :keep AND revoked_at IS NULL', { accountId, keep, now: clock.date() })
}
