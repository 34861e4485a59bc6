import type { Vault } from '../../kernel/vault'

/** Where a photo lies: by the hash of its content, keyed, so that who keeps the store cannot look for a picture that he has. */
export const objectOf = (vault: Vault, sha256: string): string => `photos/${vault.index('photo.object', sha256)}`
