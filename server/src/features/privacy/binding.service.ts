// Binding a household's phone by six digits that its helper shows on the spot: for those whose number stands in no record.
import { randomInt } from 'node:crypto'
import type { SessionView } from '@onecard/shared/contract/accounts.views'
import type { BindByCode, CreateBindingCode } from '@onecard/shared/contract/privacy.requests'
import type { BindingCodeView } from '@onecard/shared/contract/privacy.views'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import { DatabaseFailure, type Database, type HouseTx } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import type { Caller, HouseholdDoor } from '../accounts'
import { BindingCode } from './privacy.entity'

const MINUTES = 10
/** Tries that name a live code and fail after it: then it is void. */
const TRIES = 5
const DRAWS = 5

interface CodeRow { id: string; household_id: string; member_id: string; made_by: string }
interface MemberRow { name: string; phone_index: string | null; phone_confirmed: number; phone_by: string | null }

const PRESENT = "SELECT m.name, m.phone_index, m.phone_confirmed, m.phone_by FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE h.id = :id AND m.id = :member AND m.left_on IS NULL AND h.state < '18'"

export class BindingService {
  readonly #all
  constructor(private readonly db: Database, private readonly vault: Vault, private readonly door: HouseholdDoor) { this.#all = db.everywhere('whoever holds a code has no session yet') }

  /** Throws `not_found`, `binding.member_gone`, `binding.number_known`. One live code a member; those that have run out are cleared away here. */
  async issue(actor: Actor, { id, member }: CreateBindingCode): Promise<BindingCodeView> {
    // Before the transaction: whom a number lets in is asked across the county.
    const known = await this.db.read(actor).one<MemberRow>(PRESENT, { id, member })
    if (known && await this.#known(actor, known)) throw problem('binding.number_known')
    return this.db.write(actor, 'privacy.bindingCode', async (tx) => {
      const household = await tx.household(id, true)
      if (!household) throw problem('not_found')
      const found = await tx.one<MemberRow>(PRESENT, { id, member })
      if (!found) throw problem('binding.member_gone')
      const now = clock.date()
      await tx.change('DELETE c FROM binding_code c JOIN household h ON h.id = c.household_id AND {scope:h} WHERE c.member_id = :member OR c.expires_at <= :now', { member, now })
      const expiresAt = clock.at(now.getTime() + MINUTES * 60_000)
      for (let draw = 1; ; draw++) {
        const code = String(randomInt(1_000_000)).padStart(6, '0')
        try {
          await tx.insert(BindingCode, { id: newId(), memberId: member, codeIndex: this.#index(code), madeBy: actor.accountId, madeAt: now, expiresAt, tries: 0 }, household)
          await tx.audit({ subject: `member/${member}`, householdId: household.id, region: household.region, changed: [{ field: 'bindingCode', before: null, after: 'made' }] })
          return { code, expiresAt: clock.iso(expiresAt), memberName: found.name }
        } catch (error) {
          if (draw === DRAWS || !(error instanceof DatabaseFailure && error.duplicate)) throw error
        }
      }
    })
  }

  /** Throws `binding.refused` in one way for wrong, used, run out and void; `session.locked`; `binding.taken`; `wechat.*`. */
  async bind({ code, wechatCode }: BindByCode, caller: Caller): Promise<SessionView> {
    const tried = await this.door.tryCode(caller)
    const [row] = await this.#all.select<CodeRow>(
      'SELECT c.id, c.household_id, c.member_id, c.made_by FROM binding_code c WHERE c.code_index = :index AND c.expires_at > :now AND c.tries < :most', { index: this.#index(code), now: clock.date(), most: TRIES })
    if (!row) throw problem('binding.refused')
    // From here the code was right: what fails counts against it, not against where it came from. Counted before WeChat is asked.
    await this.#all.execute('UPDATE binding_code SET tries = tries + 1 WHERE id = :id', { id: row.id })
    try {
      return await this.door.openMember({ householdId: row.household_id, memberId: row.member_id, shownBy: row.made_by, wechatCode, use: (tx) => this.#use(tx, row.id) }, caller)
    } finally { await tried.right() }
  }

  /**
   * A code is for whom no number lets in. One that waits for the village counts as known, or a helper would write a number and go round it;
   * so does one that the same helper has just taken away.
   */
  #known(actor: Actor, { phone_index, phone_confirmed, phone_by }: MemberRow): boolean | Promise<boolean> {
    if (phone_confirmed === 0) return phone_index !== null || phone_by === actor.accountId
    return phone_index !== null && this.door.opensBy(phone_index)
  }

  /** Single use: of two at once the second finds it gone. */
  async #use(tx: HouseTx, id: string): Promise<void> {
    const { affectedRows } = await tx.execute('DELETE FROM binding_code WHERE id = :id AND expires_at > :now', { id, now: clock.date() })
    if (affectedRows === 0) throw problem('binding.refused')
  }

  #index(code: string): string { return this.vault.index('binding_code.code', code) }
}
