// How far from the house. The two systems of coordinates lie some hundred metres apart in China, so both become WGS-84 first.
import gcoord from 'gcoord'

export interface Point { lng: number; lat: number; system: 'wgs84' | 'gcj02' }

const EARTH_METRES = 6_371_009
const radians = (degrees: number) => (degrees * Math.PI) / 180

function toWgs84({ lng, lat, system }: Point): [number, number] {
  return system === 'wgs84' ? [lng, lat] : (gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.WGS84) as [number, number])
}

/** Metres along the ground (haversine). */
export function metresBetween(a: Point, b: Point): number {
  const [[aLng, aLat], [bLng, bLat]] = [toWgs84(a), toWgs84(b)]
  const h = Math.sin(radians(bLat - aLat) / 2) ** 2 + Math.cos(radians(aLat)) * Math.cos(radians(bLat)) * Math.sin(radians(bLng - aLng) / 2) ** 2
  return Math.round(2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h))))
}
