// Calls, keyboards and small signs of life.
import Taro from '@tarojs/taro'

/** Opens the dialler with the number filled in; the person presses call. Cancelling is not an error. */
export function dial(number: string): void {
  Taro.makePhoneCall({ phoneNumber: number }).catch(() => undefined)
}

/** A short buzz for people with gloves: read, or refused. */
export function buzz(): void {
  Taro.vibrateShort({ type: 'medium' }).catch(() => undefined)
}
