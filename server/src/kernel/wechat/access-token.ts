// The access token of this process. stable_token in normal mode gives every process the same one, so no lock between them is needed.

export interface AccessToken { value: string; /** UTC ms from which a new one is asked for. */ until: number }

/** Ends this much before WeChat's own end, so that a call under way does not outlive it. */
const MARGIN = 60_000

export class AccessTokens {
  private held: AccessToken | null = null
  private asking: Promise<AccessToken> | null = null

  /** `ask` fetches one in normal mode; it is never called twice at the same time. */
  constructor(private readonly ask: () => Promise<{ value: string; seconds: number }>, private readonly now: () => number) {}

  current(): Promise<AccessToken> {
    if (this.held && this.now() < this.held.until) return Promise.resolve(this.held)
    this.asking ??= this.fetch().finally(() => { this.asking = null })
    return this.asking
  }

  /** Forgets the token that WeChat refused; by identity, so that of a hundred refused calls only the first makes us ask again. */
  drop(token: AccessToken): void {
    if (this.held === token) this.held = null
  }

  private async fetch(): Promise<AccessToken> {
    const { value, seconds } = await this.ask()
    this.held = { value, until: this.now() + seconds * 1000 - MARGIN }
    return this.held
  }
}
