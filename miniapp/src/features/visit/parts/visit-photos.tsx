// Photos of a visit: offered, never demanded.
import type { CardView } from '@onecard/shared/contract/households.views'
import type { EntryPhoto } from '../../../data/outbox/entry'
import { PhotoStrip } from '../../photos/photo-strip'
import type { StampPlace } from '../../photos/view-model'

interface PhotosProps { card: CardView; photos: readonly EntryPhoto[]; onChange: (photos: EntryPhoto[]) => void; /** Written on new pictures when the visit has one. */ place?: StampPlace | null }
export function VisitPhotos({ card, photos, onChange, place }: PhotosProps) {
  return <PhotoStrip photos={photos} onChange={onChange} stamp={{ number: card.number, place }} />
}
