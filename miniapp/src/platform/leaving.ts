// The moment a page is no longer looked at: another page over it, or the phone put away.
import { useDidHide } from '@tarojs/taro'

export function useLeaving(act: () => void): void { useDidHide(act) }
