// The browser's half: its own question for permission, its own system of coordinates.
import type { Place } from './place'

export type { Place }
export class NoPlace extends Error {
  override readonly name = 'NoPlace'
  constructor(readonly why: 'refused' | 'failed') { super(why) }
}

const PATIENCE_MS = 15_000
const REFUSED = 1

export function whereNow(): Promise<Place> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) { reject(new NoPlace('failed')); return }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lng: coords.longitude, lat: coords.latitude, system: 'wgs84', accuracy: Math.round(coords.accuracy) }),
      (error) => reject(new NoPlace(error.code === REFUSED ? 'refused' : 'failed')),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 30_000 })
  })
}
