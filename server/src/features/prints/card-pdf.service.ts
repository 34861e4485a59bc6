// One card on paper, at once: for whoever may read it on the screen. A household prints its own at the village's desk or saves it on the phone.
import { buffer } from 'node:stream/consumers'
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import type { GetCardPdf, GetDraftPdf } from '@onecard/shared/contract/prints.requests'
import { dayOfInstant } from '@onecard/shared/rules/day'
import { normaliseVerification } from '@onecard/shared/rules/verification-code'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database } from '../../kernel/db'
import { drawCard, openPaper, type CardStamp } from '../../paper'
import type { AnnualCardsService } from '../annual-cards'
import { draftStamp, type CardSource } from './card-source'

export interface CardPdf { name: string; bytes: Buffer }

export class CardPdfService {
  constructor(private readonly db: Database, private readonly county: County, private readonly annual: AnnualCardsService, private readonly cards: CardSource) {}

  async issued(actor: Actor, input: GetCardPdf): Promise<CardPdf> {
    const card = await this.annual.version(actor, input)
    const [door, newest] = await Promise.all([this.#door(actor, input.id), this.#newest(actor, input.id, input.year)])
    const stamp: CardStamp = {
      version: card.version, verification: card.verification, householdAddress: door, verifyAddress: this.cards.paperAddress(normaliseVerification(card.verification)), printedOn: clock.today(),
      replacedBy: newest !== null && newest.version > card.version ? { version: newest.version, on: dayOfInstant(newest.issued_at.getTime()) } : null,
      signatures: card.signatures.map(({ as, by, on, drawn }) => ({ as, by, on: dayOfInstant(Date.parse(on)), ...(drawn !== undefined && { drawn }) })),
    }
    return this.#draw(card.content, stamp, input.elder === 'true', `第${card.version}版`)
  }

  async draft(actor: Actor, input: GetDraftPdf): Promise<CardPdf> {
    const { content } = await this.annual.get(actor, { id: input.id, year: input.year })
    return this.#draw(content, draftStamp(await this.#door(actor, input.id)), input.elder === 'true', '草稿')
  }

  async #draw(content: AnnualCardContent, stamp: CardStamp, elder: boolean, which: string): Promise<CardPdf> {
    const { settings } = this.county
    const title = `${settings.name}精准扶贫明白卡`
    const name = `明白卡 ${content.headName} ${content.year}年度 ${which}`
    const { doc, sheet } = openPaper({ title: name, subject: title, author: settings.paper.issuer, at: clock.date() })
    const bytes = buffer(doc)
    drawCard(sheet, content, stamp, { title, ...settings.paper }, { elder })
    sheet.end()
    return { name: `${name}.pdf`, bytes: await bytes }
  }

  async #door(actor: Actor, household: string): Promise<string | null> {
    const row = await this.db.read(actor).one<{ code: string }>('SELECT c.code FROM household_code c JOIN household h ON h.id = c.household_id AND {scope:h} WHERE c.live_household_id = :household', { household })
    return row && this.cards.doorAddress(row.code)
  }

  #newest(actor: Actor, household: string, year: number): Promise<{ version: number; issued_at: Date } | null> {
    return this.db.read(actor).one('SELECT c.version, c.issued_at FROM issued_card c JOIN household h ON h.id = c.household_id AND {scope:h} WHERE c.household_id = :household AND c.year = :year ORDER BY c.version DESC LIMIT 1', { household, year })
  }
}
