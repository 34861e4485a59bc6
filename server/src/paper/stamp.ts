// What a print of a card says besides its content: which version it is, whether it still counts, who signed, where its codes lead.
export interface CardStamp {
  /** Null: a draft, which was never issued. */
  version: number | null
  /** As printed, `7K2M-9Q4T`; null on a draft. */
  verification: string | null
  /** What the front's code opens; null while the household has none. */
  householdAddress: string | null
  /** What the back's code says; null on a draft. */
  verifyAddress: string | null
  /** `YYYY-MM-DD`. */
  printedOn: string
  /** Another version counts now, since a day. */
  replacedBy: { version: number; on: string } | null
  signatures: readonly { as: 'household' | 'helper' | 'secretary'; by: string; on: string; /** Path data in a box of 300 × 150. */ drawn?: string }[]
}

/** What this county prints on every card. */
export interface CountyWords {
  /** 盖州市精准扶贫明白卡 */
  title: string
  /** 盖州市脱贫攻坚领导小组办公室 */
  issuer: string
  /** Who answers the hotline. */
  office: string
}
