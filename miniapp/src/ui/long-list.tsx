// A long list in blocks: those far from the window keep only their height, so that neither the DOM nor setData grows with the list.
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { measure, usePageScroll } from '../platform/page'

/** Blocks this many px beyond the window stay drawn. */
const MARGIN_PX = 2400
/** The next block is asked for when the end is this many px below the window's top. */
const END_PX = 1800
const EVERY_MS = 150

interface LongListProps<T> { id: string; blocks: readonly T[][]; rowKey: (row: T) => string; onEnd?: () => void; children: (row: T) => ReactNode }
export function LongList<T>({ id, blocks, rowKey, onEnd, children }: LongListProps<T>) {
  const heights = useRef<Record<number, number>>({})
  const busy = useRef(false)
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set())
  const look = useCallback(async () => {
    const boxes = await measure(blocks.map((_, i) => `${id}-${i}`))
    const far = new Set<number>()
    boxes.forEach((box) => {
      const index = Number(box.id.slice(id.length + 1))
      if (!hidden.has(index) && box.height > 0) heights.current[index] = box.height
      if (box.top > MARGIN_PX || box.top + box.height < -MARGIN_PX) far.add(index)
    })
    if (far.size !== hidden.size || [...far].some((i) => !hidden.has(i))) setHidden(far)
    const last = boxes[boxes.length - 1]
    // Not the platform's own "reached the bottom": it is said once and then waits for a way up.
    if (last && last.top + last.height < END_PX) onEnd?.()
  }, [blocks, hidden, id, onEnd])
  useEffect(() => { void look() }, [look])
  usePageScroll(() => {
    if (busy.current) return
    busy.current = true
    setTimeout(() => {
      busy.current = false
      void look()
    }, EVERY_MS)
  })
  return (
    <>
      {blocks.map((rows, i) => (
        <View key={i} id={`${id}-${i}`} className="long__block" style={hidden.has(i) && heights.current[i] ? { height: `${heights.current[i]}px` } : {}}>
          {!(hidden.has(i) && heights.current[i]) && rows.map((row) => <View key={rowKey(row)} className="long__row">{children(row)}</View>)}
        </View>
      ))}
    </>
  )
}
