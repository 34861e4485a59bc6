// Whether there is a line, and whether the program is in front: the two facts react-query waits for.
import Taro from '@tarojs/taro'
import { focusManager, onlineManager } from '@tanstack/react-query'

/** WeChat gives no window events, so the managers are wired by hand, once. */
export function wireManagers(): void {
  onlineManager.setEventListener((set) => {
    const changed = (r: { isConnected: boolean }) => set(r.isConnected)
    Taro.onNetworkStatusChange(changed)
    Taro.getNetworkType().then((r) => set(r.networkType !== 'none'), () => undefined)
    return () => Taro.offNetworkStatusChange(changed)
  })
  focusManager.setEventListener((set) => {
    const shown = () => set(true)
    const hidden = () => set(false)
    Taro.onAppShow(shown)
    Taro.onAppHide(hidden)
    return () => { Taro.offAppShow(shown); Taro.offAppHide(hidden) }
  })
}
