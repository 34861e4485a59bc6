// Places as phones give them: WGS-84 (satellites) and GCJ-02 (Chinese maps) lie some hundred metres apart. They are compared in WGS-84 alone.
import gcoord from 'gcoord'

export type System = 'wgs84' | 'gcj02'
export interface Place { lng: number; lat: number; system: System }
interface Point { lng: number; lat: number }

const EARTH_METRES = 6_371_008.8
const radians = (degrees: number): number => degrees * Math.PI / 180
/** Seven decimals are a centimetre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7

export function toWgs84({ lng, lat, system }: Place): Point {
  if (system === 'wgs84') return { lng, lat }
  const [x, y] = gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.WGS84)
  return { lng: x, lat: y }
}

/** Metres along the ground (haversine), whatever systems the two were given in. */
export function metresBetween(a: Place, b: Place): number {
  const [from, to] = [toWgs84(a), toWgs84(b)]
  const [dLat, dLng] = [radians(to.lat - from.lat), radians(to.lng - from.lng)]
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Middle of places in WGS-84 by median of each coordinate, so that one wrong place moves nothing, and the distance of the farthest from it. */
export function middleOf(places: readonly Place[]): { lng: number; lat: number; system: 'wgs84'; spreadMetres: number } {
  const points = places.map(toWgs84)
  const middle = { lng: rounded(median(points.map((p) => p.lng))), lat: rounded(median(points.map((p) => p.lat))), system: 'wgs84' as const }
  return { ...middle, spreadMetres: Math.round(Math.max(...places.map((place) => metresBetween(place, middle)))) }
}

/** Places that may teach where a house stands: given as at the house, accurate to so many metres, so many of them. */
export const ACCURATE_METRES = 50
export const PLACES_NEEDED = 3
