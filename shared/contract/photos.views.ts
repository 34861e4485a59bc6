/** How much has arrived: send on from `offset`. `stored`: complete, checked, kept. */
export interface UploadView { id: string; state: 'awaited' | 'stored'; offset: number }

/** A short-lived address from `/`; no session needed, so that an image can show it. */
export interface PhotoLinkView { address: string; expiresAt: string }
