import type { CardView } from './households.views'

/**
 * `items` replace what the phone holds, `gone` leave it. `whole`: this run started anew, so whatever none of its pages brought leaves the phone too.
 * Ask again at once while `more`.
 */
export interface DeltaView { cursor: string; more: boolean; whole: boolean; items: CardView[]; gone: string[] }
