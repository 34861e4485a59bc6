// New versions of the program: fetched behind the person's back, put in place only when they say so.
import Taro from '@tarojs/taro'

/** WeChat fetches a new package by itself at a start, when it likes; once it is there, `ready` is called. */
export function watchUpdates(ready: () => void, _free: () => Promise<void>): void {
  Taro.getUpdateManager().onUpdateReady(ready)
}

/** Starts the new version now. */
export function applyUpdate(): void {
  Taro.getUpdateManager().applyUpdate()
}
