// Failed sign-ins by account name and by address. Both are keyed hashes: neither a name nor an address stands in the table.
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

  /** End of the longest lock in force on any of them, or null. */
  async lockedUntil(subjects: string[]): Promise<Date | null> {
    const [row] = await this.#db.select<{ until: Date | null }>(
      'SELECT MAX(locked_until) AS until FROM sign_in_failure WHERE subject IN (:subjects) AND locked_until > :now', { subjects, now: clock.date() })
    return row?.until ?? null
  }

  /** Counts one failure on each. Failures further apart than the lock lasts do not add up. Assignments run from left to right. */
  async add(subjects: string[]): Promise<void> {
    const now = clock.now()
    for (const subject of [...subjects].sort()) {
      await this.#db.execute(
        `INSERT INTO sign_in_failure (subject, failures, first_at, locked_until) VALUES (:subject, 1, :now, NULL)
         ON DUPLICATE KEY UPDATE
           failures = IF(first_at <= :old OR locked_until <= :now, 1, failures + 1),
           first_at = IF(failures = 1, :now, first_at),
           locked_until = IF(failures >= :most, :until, NULL)`,
        { subject, now: clock.at(now), old: clock.at(now - this.#rule.lockMinutes * MINUTE_MS), most: this.#rule.failures, until: clock.at(now + this.#rule.lockMinutes * MINUTE_MS) })
    }
  }

  async clear(subject: string): Promise<void> { await this.#db.execute('DELETE FROM sign_in_failure WHERE subject = :subject', { subject }) }
}
