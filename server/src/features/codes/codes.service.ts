import type { GetCodeImage, ReissueCode } from '@onecard/shared/contract/codes.requests'
import type { CodeView, IssuedView } from '@onecard/shared/contract/codes.views'
import { printCode } from '@onecard/shared/rules/household-code'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import { type Database, type HouseholdRef, DatabaseFailure, type Tx } from '../../kernel/db'
import type { Env } from '../../kernel/env'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { WechatError, type WechatClient } from '../../kernel/wechat'
import { touch } from '../households'
import { HouseholdCode, CodeImage } from './code.entity'
import { ordinaryPng, ordinarySvg } from './code-image'
import { newCode, newNumbers } from './code-maker'

/** Page of the mini-program that a scanned code opens. */
export const MINI_PAGE = 'pages/household/index'
/** Households per transaction when a land gets its codes. */
const BATCH = 500
/** Two issuers may draw the same number in the same moment; the loser draws again. */
const DRAWS = 5

interface CodeRow { id: string; code: string; number: string; issued_at: Date; image: number }

export class CodesService {
  constructor(private readonly db: Database, private readonly wechat: WechatClient, private readonly env: Env) {}

  /** One live code for each household of a village or township that has none. */
  async issue(actor: Actor, region: string): Promise<IssuedView> {
    const reader = this.db.read(actor)
    if (!reader.scope.coversLand(region)) throw problem('not_found')
    const all = await reader.one<{ n: number; live: number }>(
      'SELECT COUNT(*) AS n, COUNT(c.id) AS live FROM household h LEFT JOIN household_code c ON c.live_household_id = h.id WHERE {scope:h} AND h.region LIKE :region', { region: `${region}%` })
    let issued = 0
    for (;;) {
      const done = await this.#drawing(() => this.#issueBatch(actor, region))
      if (done === 0) return { region, issued, kept: Number(all?.live ?? 0) }
      issued += done
    }
  }

  #issueBatch(actor: Actor, region: string): Promise<number> {
    return this.db.write(actor, 'codes.issue', async (tx) => {
      const without = await tx.select<{ id: string }>(
        `SELECT h.id FROM household h LEFT JOIN household_code c ON c.live_household_id = h.id WHERE {scope:h} AND h.region LIKE :region AND c.id IS NULL ORDER BY h.id LIMIT ${BATCH} FOR UPDATE`, { region: `${region}%` })
      const numbers = await this.#numbers(tx, without.length)
      for (const [i, { id }] of without.entries()) {
        const household = await tx.household(id)
        if (!household) continue
        await this.#insert(tx, actor, household, numbers[i])
        await touch(tx, household)
      }
      if (without.length) await tx.audit({ subject: region, region, changed: [{ field: 'codes', before: null, after: without.length }] })
      return without.length
    })
  }

  async #drawing<T>(draw: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try { return await draw() } catch (error) { if (!(error instanceof DatabaseFailure && error.duplicate && attempt < DRAWS)) throw error }
    }
  }

  /** Revoked numbers stay taken: an old label must never open another household. */
  #numbers(tx: Tx, n: number): Promise<string[]> {
    return newNumbers(n, (numbers) => tx.takenNumbers(numbers))
  }

  async #insert(tx: Tx, actor: Actor, household: HouseholdRef, number: string): Promise<HouseholdCode> {
    const row: HouseholdCode = {
      id: newId(), householdId: household.id, liveHouseholdId: household.id, code: newCode(), number, issuedAt: clock.date(), issuedBy: actor.accountId,
      revokedAt: null, revokeKind: null, revokeReason: null,
    }
    await tx.insert(HouseholdCode, row, household)
    return row
  }

  /** Lost, leaked or damaged: the old code is revoked with its reason and a new one lives. */
  async reissue(actor: Actor, input: ReissueCode): Promise<CodeView> {
    const row = await this.#drawing(() => this.db.write(actor, 'codes.reissue', async (tx) => {
      const household = await tx.household(input.id, true)
      if (!household) throw problem('not_found')
      const old = await tx.one<{ code: string }>('SELECT c.code FROM household_code c JOIN household h ON h.id = c.household_id AND {scope:h} WHERE c.live_household_id = :id', { id: household.id })
      await tx.change(
        `UPDATE household_code c JOIN household h ON h.id = c.household_id AND {scope:h} SET c.live_household_id = NULL, c.revoked_at = :now, c.revoke_kind = :kind, c.revoke_reason = :reason
         WHERE c.live_household_id = :id`, { id: household.id, now: clock.date(), kind: input.kind, reason: input.reason })
      if (old) await tx.plain('DELETE FROM code_image WHERE code = :code', { code: old.code })
      const [number] = await this.#numbers(tx, 1)
      const fresh = await this.#insert(tx, actor, household, number)
      await tx.audit({ subject: household.id, householdId: household.id, region: household.region, reason: `${input.kind}: ${input.reason}`.slice(0, 200), changed: [{ field: 'code', before: old?.code ?? null, after: fresh.code, sensitive: true }] })
      await touch(tx, household)
      return fresh
    }))
    return this.#view(input.id, { id: row.id, code: row.code, number: row.number, issued_at: row.issuedAt, image: 0 })
  }

  async get(actor: Actor, household: string): Promise<CodeView> { return this.#view(household, await this.#live(actor, household)) }

  async #live(actor: Actor, household: string): Promise<CodeRow> {
    const row = await this.db.read(actor).one<CodeRow>(
      `SELECT c.id, c.code, c.number, c.issued_at, i.code IS NOT NULL AS image FROM household_code c JOIN household h ON h.id = c.household_id AND {scope:h}
       LEFT JOIN code_image i ON i.code = c.code WHERE c.live_household_id = :household`, { household })
    if (!row) throw problem('not_found')
    return row
  }

  #view(household: string, row: CodeRow): CodeView {
    return {
      household: { id: household }, code: row.code, printed: printCode(row.code), number: row.number, address: this.address(row.code), scene: row.code,
      issuedAt: clock.iso(row.issued_at), miniImage: Number(row.image) === 1 ? 'ready' : 'missing',
    }
  }

  /** What the ordinary QR holds. */
  address(code: string): string { return `${this.env.publicUrl}/h/${code}` }

  async image(actor: Actor, input: GetCodeImage): Promise<{ type: string; bytes: Buffer }> {
    const { code } = await this.#live(actor, input.id)
    if (input.kind === 'mini') return this.#miniImage(code)
    if (input.format === 'png') return { type: 'image/png', bytes: await ordinaryPng(this.address(code)) }
    return { type: 'image/svg+xml', bytes: Buffer.from(await ordinarySvg(this.address(code))) }
  }

  /** The mini-program's picture of a code that was found in scope; throws `code.image_missing` with the reason. */
  miniPicture(code: string): Promise<{ type: string; bytes: Buffer }> { return this.#miniImage(code) }

  /** Asked of WeChat once, then kept. The request to WeChat runs outside any transaction. */
  async #miniImage(code: string): Promise<{ type: string; bytes: Buffer }> {
    const house = this.db.everywhere('pictures belong to codes, which were found in scope')
    const [kept] = await house.select<{ type: string; bytes: Buffer }>('SELECT type, bytes FROM code_image WHERE code = :code', { code })
    if (kept) return { type: `image/${kept.type}`, bytes: kept.bytes }
    try {
      const picture = await this.wechat.miniCode(code, MINI_PAGE)
      await house.write((tx) => tx.insert(CodeImage, { code, type: picture.type, bytes: picture.bytes, fetchedAt: clock.date() })).catch((error: unknown) => {
        // Another process fetched it in the same moment: the same picture.
        if (!(error instanceof DatabaseFailure && error.duplicate)) throw error
      })
      return { type: `image/${picture.type}`, bytes: picture.bytes }
    } catch (error) {
      if (!(error instanceof WechatError)) throw error
      const why = error.kind === 'rate' ? '微信限制了每分钟的数量，' : error.kind === 'misconfigured' ? '小程序还没有发布或没有配置好，' : '微信暂时连不上，'
      throw problem('code.image_missing', { why })
    }
  }
}
