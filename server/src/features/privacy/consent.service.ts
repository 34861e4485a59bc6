// 隐私与同意: the text in force, and what this account last said to it. Every word is kept and audited.
import type { GiveConsent } from '@onecard/shared/contract/privacy.requests'
import type { ConsentView } from '@onecard/shared/contract/privacy.views'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { Consent } from './privacy.entity'

interface ConsentRow { text: string; agree: number; at: Date }
const LAST = 'SELECT c.text, c.agree, c.at FROM consent c WHERE c.account_id = :account ORDER BY c.id DESC LIMIT 1'

export class ConsentService {
  readonly #all
  constructor(private readonly db: Database, private readonly county: County) { this.#all = db.everywhere('consent belongs to an account') }

  async get(actor: Actor): Promise<ConsentView> {
    return this.#view((await this.#all.select<ConsentRow>(LAST, { account: actor.accountId }))[0])
  }

  /** The same word twice is one. Throws `consent.outdated` when the text has changed since it was read. */
  give(actor: Actor, { text, agree }: GiveConsent): Promise<ConsentView> {
    if (text !== this.county.privacy.version) throw problem('consent.outdated')
    return this.db.write(actor, 'privacy.giveConsent', async (tx) => {
      const [last] = await tx.plain<ConsentRow[]>(`${LAST} FOR UPDATE`, { account: actor.accountId })
      if (last && last.text === text && (last.agree === 1) === agree) return this.#view(last)
      const given = { id: newId(), accountId: actor.accountId, text, agree, at: clock.date() }
      await tx.insert(Consent, given)
      await tx.audit({ subject: `consent/${given.id}`, changed: [{ field: 'consent', before: last ? `${last.text}:${last.agree}` : null, after: `${text}:${agree ? 1 : 0}` }] })
      return this.#view({ text, agree: agree ? 1 : 0, at: given.at })
    })
  }

  #view(last: ConsentRow | undefined): ConsentView {
    const { version, title, sections } = this.county.privacy
    return { text: version, title, sections, given: last ? { text: last.text, agree: last.agree === 1, at: clock.iso(last.at) } : null }
  }
}
