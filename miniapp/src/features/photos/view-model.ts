// Words about photos. Pure.
import type { PhotoView } from '@onecard/shared/contract/visits.views'
import { dayOfInstant, formatInstant } from '@onecard/shared/rules/day'
import type { EntryPhoto, PhotoProgress } from '../../data/outbox/entry'

/** Of a draft, on its way, or in a record. */
export type AnyPhoto = EntryPhoto | PhotoProgress | PhotoView

/** Of the house or of where the phone was, as its platform gave it. */
export interface StampPlace { lng: number; lat: number; system: 'wgs84' | 'gcj02'; accuracy: number }
export interface Stamp { /** 8 digits of the household's door. */ number?: string; place?: StampPlace | null }

const two = (n: number): string => String(n).padStart(2, '0')

/** What stands on the picture: time in China, number of the household, place if one was given. */
export function stampLines({ number, place }: Stamp, takenAt: string): string[] {
  const at = new Date(Date.parse(takenAt) + 8 * 3_600_000)
  const time = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
  return [
    number ? `${time}  门牌 ${number}` : time,
    ...(place ? [`${place.lng.toFixed(5)}, ${place.lat.toFixed(5)} (${place.system === 'wgs84' ? 'WGS-84' : 'GCJ-02'}) 误差 ${Math.round(place.accuracy)} 米`] : []),
  ]
}

/** 「3月12日 9:05 拍的」: also where nothing stands on the picture. */
export function photoWord(photo: AnyPhoto, now: number): string { return `${formatInstant(Date.parse(photo.takenAt), dayOfInstant(now))} 拍的` }

export type PhotoTone = 'idle' | 'info' | 'done' | 'danger'

/** How far a photo has come; null for one that is still in a form, or safe in a record. */
export function progressOf(photo: AnyPhoto): { text: string; tone: PhotoTone } | null {
  if (!('state' in photo)) return null
  if (!('offset' in photo)) return photo.state === 'awaited' ? { text: '还没传到', tone: 'idle' } : null
  if (photo.state === 'stored') return { text: '已收到', tone: 'done' }
  if (photo.state === 'refused') return { text: '没传成', tone: 'danger' }
  return photo.offset > 0 ? { text: `已传 ${Math.floor((photo.offset / photo.bytes) * 100)}%`, tone: 'info' } : { text: '等待上传', tone: 'idle' }
}
