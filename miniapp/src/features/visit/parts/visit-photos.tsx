// Photos of a visit: offered, never demanded.
import type { CardView } from '@onecard/shared/contract/households.views'
import type { EntryPhoto } from '../../../data/outbox/entry'

interface PhotosProps { card: CardView; photos: readonly EntryPhoto[]; onChange: (photos: EntryPhoto[]) => void }
export function VisitPhotos(_: PhotosProps) {
  return null
}
