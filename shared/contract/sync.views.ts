import type { CardView } from './households.views'

/**
 * `items` replace what the phone holds, `gone` leave it. `whole`: this run started anew, so whatever none of its pages brought leaves the phone too.
 * Ask again at once while `more`.
 */
export interface DeltaView {
  cursor: string
  more: boolean
  whole: boolean
  items: CardView[]
  /** Of each of `items`, in their order, as `households.card` gives it: the first opening of a kept card asks with it. */
  etags: string[]
  gone: string[]
}

/** `status` and `body` are those that the operation gives alone, described there; a refusal's body is its problem. None where it answers without words. */
export interface PushedAnswer { key: string; status: number; body?: unknown }

/** In the order of the entries. One without an answer was not tried, since an earlier one of its household is to come again: both wait. */
export interface PushedView { answers: PushedAnswer[] }
