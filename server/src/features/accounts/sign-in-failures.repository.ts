// Tries at a password or a one-time code, by account name and by address, counted before each check and taken back when it was right:
// counted after it, tries sent all at once would each see a count of none. Both are keyed hashes: neither a name nor an address stands in the table.
import { isIPv6 } from 'node:net'
import { Injectable } from '@nestjs/common'
import { clock } from '../../kernel/clock'
import { loadCounty } from '../../kernel/county'
import { Database, type Everywhere } from '../../kernel/db'
import { Vault } from '../../kernel/vault'

const MINUTE_MS = 60_000

/** A household line holds a whole /64 of IPv6: counting single addresses would count nothing. */
function network(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (v4 || !isIPv6(address)) return v4 ?? address
  const [head, tail] = address.split('%')[0].split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const all = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return all.slice(0, 4).map((part) => Number.parseInt(part || '0', 16).toString(16)).join(':')
}

@Injectable()
export class SignInFailures {
  readonly #db: Everywhere
  readonly #rule = loadCounty().settings.signIn
  constructor(db: Database, private readonly vault: Vault) { this.#db = db.everywhere('sign-in comes before any scope') }

  subjects(account: string, address: string): { account: string; address: string } {
    return { account: this.vault.index('sign_in_failure.account', account), address: this.vault.index('sign_in_failure.address', network(address)) }
  }

  /** One-time codes are counted apart from passwords: who is locked out by wrong passwords must be able to use one. */
  codeSubject(address: string): string { return this.vault.index('sign_in_failure.code_address', network(address)) }

  /** Six digits name no account: wrong ones count against where they come from, and all of the county together. */
  bindingSubjects(address: string): { address: string; county: string } {
    return { address: this.vault.index('sign_in_failure.binding_address', network(address)), county: this.vault.index('sign_in_failure.binding', 'county') }
  }

  /** End of the lock of this subject, or null. */
  async lockedUntil(subject: string): Promise<Date | null> {
    const [row] = await this.#db.select<{ until: Date | null }>('SELECT locked_until AS until FROM sign_in_failure WHERE subject = :subject AND locked_until > :now', { subject, now: clock.date() })
    return row?.until ?? null
  }

  /**
   * Counts one try; false when the tries were used up before it. Tries further apart than the lock lasts do not add up. One statement, so
   * that no two processes get the same number; it comes back as the statement's id. Assignments run from left to right.
   */
  async take(subject: string, most = this.#rule.failures): Promise<boolean> {
    const now = clock.now()
    const { insertId } = await this.#db.execute(
      `INSERT INTO sign_in_failure (subject, failures, first_at, locked_until) VALUES (:subject, 1, :now, NULL)
       ON DUPLICATE KEY UPDATE
         failures = IF(locked_until > :now, failures + 0 * LAST_INSERT_ID(:most + 1), LAST_INSERT_ID(IF(first_at <= :old OR locked_until <= :now, 1, failures + 1))),
         first_at = IF(failures = 1, :now, first_at),
         locked_until = IF(locked_until > :now, locked_until, IF(failures >= :most, :until, NULL))`,
      { subject, now: clock.at(now), old: clock.at(now - this.#rule.lockMinutes * MINUTE_MS), most, until: clock.at(now + this.#rule.lockMinutes * MINUTE_MS) })
    return insertId <= most
  }

  /** The try was no failure: its count, and a lock that it alone made, go. */
  async giveBack(subject: string, most = this.#rule.failures): Promise<void> {
    await this.#db.execute(
      'UPDATE sign_in_failure SET locked_until = IF(failures >= :most, NULL, locked_until), failures = GREATEST(failures - 1, 0) WHERE subject = :subject', { subject, most })
  }

  clearAccount(account: string): Promise<void> { return this.clear(this.vault.index('sign_in_failure.account', account)) }

  async clear(subject: string): Promise<void> { await this.#db.execute('DELETE FROM sign_in_failure WHERE subject = :subject', { subject }) }
}
