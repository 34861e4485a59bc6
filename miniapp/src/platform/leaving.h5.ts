// The same in a browser, where putting the phone away is told by the document.
import { useEffect } from 'react'
import { useDidHide } from '@tarojs/taro'

export function useLeaving(act: () => void): void {
  useDidHide(act)
  useEffect(() => {
    const look = () => { if (document.visibilityState === 'hidden') act() }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [act])
}
