import type { VerificationView } from './annual-cards.views'

/** The household that a scan opened. Nothing else: the card is a request of its own, recorded by itself. `paper`: it was the back of a printed card, and how that stands. */
export interface ScanView { household: { id: string }; paper?: VerificationView }

/** The live code of a household. `address` is what the ordinary QR holds; `scene` what the mini-program code holds. */
export interface CodeView {
  household: { id: string }
  code: string
  /** In fours, as printed. */
  printed: string
  number: string
  address: string
  scene: string
  issuedAt: string
  /** Whether the mini-program code's picture has been fetched. */
  miniImage: 'missing' | 'ready'
}

/** What issuing for a village did: households that already had a live code keep it. */
export interface IssuedView { region: string; issued: number; kept: number }
