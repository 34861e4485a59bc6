// A photo of a visit by its short-lived address.
import { useState } from 'react'
import { Image, View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { PhotoView } from '@onecard/shared/contract/visits.views'
import { formatInstant, dayOfInstant } from '@onecard/shared/rules/day'
import { call } from '../../../data/call'
import { now } from '../../../platform/clock'
import { servedAt } from '../../../platform/photo'
import { presses } from '../../../ui/aria'
import { Sheet } from '../../../ui/overlay'

const FRESH_MS = 4 * 60_000

export function VisitPicture({ household, photo }: { household: string; photo: PhotoView }) {
  const [open, setOpen] = useState(false)
  const link = useLink(household, photo, 'thumb', photo.state === 'stored')
  const full = useLink(household, photo, 'full', open)
  const label = `${formatInstant(Date.parse(photo.takenAt), dayOfInstant(now()))} 的照片`
  if (photo.state === 'awaited') return <View className="shot shot--wait"><View className="hint center">照片在传，还没到</View></View>
  return (
    <>
      <View className="shot pressable" {...presses(() => setOpen(true), 'button', { label: `看${label}` })}>{link && <Image className="shot__img" mode="aspectFill" src={link} aria-label={label} {...{ alt: label }} />}</View>
      {open && <Sheet title={label} onClose={() => setOpen(false)}>{full && <Image className="shot__full" mode="widthFix" src={full} aria-label={label} {...{ alt: label }} />}</Sheet>}
    </>
  )
}

function useLink(household: string, photo: PhotoView, size: 'thumb' | 'full', enabled: boolean): string | null {
  const { data } = useQuery({ queryKey: ['photo', photo.id, size], enabled, staleTime: FRESH_MS, gcTime: FRESH_MS, queryFn: () => call(operations.photos.link, { id: household, photo: photo.id, size }) })
  return data ? servedAt(data.address) : null
}
