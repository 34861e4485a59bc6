/** A household that was seen inside the scope of this act. Opaque: only the scoped reader hands one out, so no row lands under a foreign household. */
export class HouseholdRef {
  readonly #seen = true
  private constructor(readonly id: string, readonly region: string, readonly version: number) { void this.#seen }
  /** For kernel/db alone. */
  static seen(id: string, region: string, version: number): HouseholdRef { return new HouseholdRef(id, region, version) }
}
