// Labels of households, as they hang on the door: masked head, digits, helper, and the code that the county's setting names.
import type { Everywhere } from '../../kernel/db'
import type { County } from '../../kernel/county'
import type { Vault } from '../../kernel/vault'
import type { Label } from '../../paper'

interface LabelRow { id: string; region: string; group_name: string | null; head_name: string; code: string; number: string; helper_id: string | null; helper_name: string | null; helper_phone: string | null }

/** Of several first helpers the one who came last. */
const LABELS = `SELECT h.id, h.region, h.group_name, h.head_name, c.code, c.number, a.id AS helper_id, a.name AS helper_name, a.phone_sealed AS helper_phone
  FROM household h JOIN household_code c ON c.live_household_id = h.id
  LEFT JOIN pairing p ON p.id = (SELECT q.id FROM pairing q WHERE q.household_id = h.id AND q.is_primary = 1 AND q.to_day IS NULL ORDER BY q.from_day DESC, q.id DESC LIMIT 1)
  LEFT JOIN account a ON a.id = p.account_id WHERE h.id IN (:ids)`

export class LabelSource {
  constructor(private readonly house: Everywhere, private readonly vault: Vault, private readonly county: County, private readonly addressOf: (code: string) => string) {}

  /** In the order of the ids; without a code there is no label. */
  async labels(ids: readonly string[]): Promise<Label[]> {
    const mini = this.county.settings.labels.code === 'mini'
    const rows = new Map((await this.house.select<LabelRow>(LABELS, { ids })).map((row) => [row.id, row]))
    const pictures = mini ? await this.#pictures([...rows.values()].map(({ code }) => code)) : null
    return ids.flatMap((id) => {
      const row = rows.get(id)
      if (!row) return []
      const { township, village } = this.county.place(row.region)
      const picture = pictures?.get(row.code)
      if (pictures && !picture) throw pictureMissing()
      return [{
        township, village, group: row.group_name, number: row.number, headName: row.head_name, code: picture ? { picture } : { address: this.addressOf(row.code) },
        helper: row.helper_id === null || row.helper_name === null ? null : { name: row.helper_name, phone: row.helper_phone === null ? null : this.vault.open('account.phone', row.helper_id, row.helper_phone) },
      }]
    })
  }

  async #pictures(codes: readonly string[]): Promise<Map<string, Buffer>> {
    if (codes.length === 0) return new Map()
    const rows = await this.house.select<{ code: string; bytes: Buffer }>('SELECT i.code, i.bytes FROM code_image i WHERE i.code IN (:codes)', { codes })
    return new Map(rows.map(({ code, bytes }) => [code, bytes]))
  }
}

/** A household got a new code while its village was being printed: never a sheet with a hole in it. */
export class PictureMissing extends Error {
  override readonly name = 'PictureMissing'
  constructor() { super('a mini-program code has no picture') }
}
const pictureMissing = (): PictureMissing => new PictureMissing()
