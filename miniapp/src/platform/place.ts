// Where the phone is, asked once and only by a tap. Nothing waits for it: refusing it refuses nothing else.
import Taro from '@tarojs/taro'

/** As the platform gave it: WeChat in GCJ-02, a browser in WGS-84. `accuracy` in metres. */
export interface Place { lng: number; lat: number; system: 'wgs84' | 'gcj02'; accuracy: number }

/** `refused`: the person, or the phone for him, said no. */
export class NoPlace extends Error {
  override readonly name = 'NoPlace'
  constructor(readonly why: 'refused' | 'failed') { super(why) }
}

/** Long enough for a phone that has just woken its receiver. */
const HIGH_ACCURACY_MS = 4000

/** Throws NoPlace. */
export async function whereNow(): Promise<Place> {
  try {
    const { longitude, latitude, accuracy } = await Taro.getLocation({ type: 'gcj02', isHighAccuracy: true, highAccuracyExpireTime: HIGH_ACCURACY_MS })
    return { lng: longitude, lat: latitude, system: 'gcj02', accuracy: Math.round(accuracy) }
  } catch (error) {
    throw new NoPlace(/auth|deny|denied|privacy/i.test((error as { errMsg?: string }).errMsg ?? '') ? 'refused' : 'failed')
  }
}
