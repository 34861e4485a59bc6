// In a browser the row is moved by itself: scrollIntoView would move the page under a finger as well.
import { useEffect } from 'react'
import { View } from '@tarojs/components'
import { says } from './aria'
import type { ScrollRowProps } from './scroll-row'

/** How much of the neighbour is seen, px: it tells that there is more. */
const PEEP_PX = 16

export function ScrollRow({ className, label, shows, children }: ScrollRowProps) {
  useEffect(() => {
    const part = document.getElementById(shows)
    const row = part?.parentElement
    if (!part || !row) return
    const from = part.getBoundingClientRect().left - row.getBoundingClientRect().left + row.scrollLeft
    const to = from + part.offsetWidth
    if (from < row.scrollLeft) row.scrollLeft = from - PEEP_PX
    else if (to > row.scrollLeft + row.clientWidth) row.scrollLeft = to - row.clientWidth + PEEP_PX
  }, [shows])
  return <View className={className} {...says('navigation', { label })}>{children}</View>
}
