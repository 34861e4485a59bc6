// Photos in a row: of a form that is being filled in, of an entry on its way, or of a record that the server holds.
import { useEffect, useState } from 'react'
import { Image, View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import type { PhotoView } from '@onecard/shared/contract/visits.views'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import type { EntryPhoto, PhotoProgress } from '../../data/outbox/entry'
import { dropPhoto, keepPhoto, releasePhoto, showPhoto } from '../../data/outbox/kept-photos'
import { PhotoRefused, releaseTaken, servedAt, takePhoto, type PhotoSource } from '../../platform/photo'
import { presses, says } from '../../ui/aria'
import { Button, Chip, Icon } from '../../ui/basics'
import { Sheet, toast } from '../../ui/overlay'
import { progressOf, stampLines, type Stamp } from './view-model'
import './photos.css'

/** Of one visit. */
const MOST = 9

interface StripProps {
  /** Photos of a draft, or `entry.photos` of the outbox, which also say how far they are. */
  photos: readonly (EntryPhoto | PhotoProgress)[]
  /** With it photos can be added and removed; the next list is to be kept in the draft at once, since the bytes are on the phone already. */
  onChange?: (next: EntryPhoto[]) => void
  /** What is written on new pictures besides the time. */
  stamp?: Stamp
  most?: number
}
export function PhotoStrip({ photos, onChange, stamp = {}, most = MOST }: StripProps) {
  const [shown, setShown] = useState<EntryPhoto | null>(null)
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const add = (from: PhotoSource) => {
    setAsking(false)
    setBusy(true)
    void takeAndKeep(from, stamp).then((photo) => { if (photo && onChange) onChange([...photos.filter((p) => p.sha256 !== photo.sha256), photo]) }, tellRefusal).finally(() => setBusy(false))
  }
  const remove = (photo: EntryPhoto) => {
    setShown(null)
    onChange?.(photos.filter((p) => p.file !== photo.file))
    void dropPhoto(photo)
  }
  return (
    <>
      <View className="photos" {...says('group', { label: `照片 ${photos.length} 张` })}>
        {photos.map((photo, i) => <KeptPhoto key={photo.file} photo={photo} label={`第 ${i + 1} 张照片`} act={() => setShown(photo)} />)}
        {onChange && photos.length < most && (
          <View className="photos__add pressable" {...presses(busy ? undefined : () => setAsking(true), 'button', { label: '加照片' })}><Icon name="plus" />{busy ? '正在存' : '照片'}</View>
        )}
      </View>
      {asking && (
        <Sheet title="加照片" onClose={() => setAsking(false)}>
          <View className="stack"><Button text="拍照" act={() => add('camera')} /><Button kind="soft" text="从相册选" act={() => add('album')} /></View>
        </Sheet>
      )}
      {shown && (
        <Sheet title="照片" onClose={() => setShown(null)}>
          <View className="stack"><Kept photo={shown} whole />{onChange && <Button kind="soft" text="去掉这张" act={() => remove(shown)} />}</View>
        </Sheet>
      )}
    </>
  )
}

async function takeAndKeep(from: PhotoSource, stamp: Stamp): Promise<EntryPhoto | null> {
  const taken = await takePhoto(from, (takenAt) => stampLines(stamp, takenAt))
  if (!taken) return null
  try { return await keepPhoto(taken.temporary, taken.takenAt) } finally { releaseTaken(taken) }
}

/** A refused camera or a full phone costs the photo, never the visit. */
function tellRefusal(error: unknown): void {
  toast(error instanceof PhotoRefused ? '没有拿到照片，没有照片也能记' : '手机存不下这张照片，没有照片也能记')
}

function KeptPhoto({ photo, label, act }: { photo: EntryPhoto | PhotoProgress; label: string; act: () => void }) {
  const progress = progressOf(photo)
  return (
    <View className="photos__one pressable" {...presses(act, 'button', { label: progress ? `${label}，${progress.text}` : label })}>
      <Kept photo={photo} />
      {progress && <View className="photos__state"><Chip text={progress.text} tone={progress.tone} icon={null} /></View>}
    </View>
  )
}

/** The bytes on this phone; nothing when they are gone because the server has them. */
function Kept({ photo, whole }: { photo: EntryPhoto; whole?: boolean }) {
  const [src, setSrc] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    let held: string | null = null
    void showPhoto(photo.file).then((found) => {
      held = found
      if (gone) { if (found) releasePhoto(found) } else setSrc(found)
    })
    return () => { gone = true; if (held) releasePhoto(held) }
  }, [photo.file])
  return src ? <Image src={src} mode={whole ? 'widthFix' : 'aspectFill'} className={whole ? 'photos__whole' : 'photos__img'} /> : <View className="photos__none"><Icon name="img" /></View>
}

/** Photos of a visit, a change or a problem as the server tells of them; `awaited` ones say that they are still to come. */
export function ServedPhotos({ household, photos }: { household: string; photos: readonly PhotoView[] }) {
  const [shown, setShown] = useState<PhotoView | null>(null)
  if (photos.length === 0) return null
  return (
    <>
      <View className="photos" {...says('group', { label: `照片 ${photos.length} 张` })}>
        {photos.map((photo, i) => (
          <View key={photo.id} className="photos__one pressable" {...presses(photo.state === 'stored' ? () => setShown(photo) : undefined, 'button', { label: `第 ${i + 1} 张照片${photo.state === 'stored' ? '' : '，还没传到'}` })}>
            {photo.state === 'stored' ? <Served household={household} photo={photo} size="thumb" /> : <View className="photos__none"><Icon name="img" /></View>}
            {photo.state === 'awaited' && <View className="photos__state"><Chip text="还没传到" icon={null} /></View>}
          </View>
        ))}
      </View>
      {shown && <Sheet title="照片" onClose={() => setShown(null)}><Served household={household} photo={shown} size="full" /></Sheet>}
    </>
  )
}

/** Addresses hold for five minutes; one that is older is asked for anew before it is shown. */
const ADDRESS_MS = 4 * 60_000

function Served({ household, photo, size }: { household: string; photo: PhotoView; size: 'thumb' | 'full' }) {
  const link = useQuery({ queryKey: ['photo', household, photo.id, size], staleTime: ADDRESS_MS, gcTime: ADDRESS_MS, refetchOnWindowFocus: false, queryFn: () => call(operations.photos.link, { id: household, photo: photo.id, size }) })
  const whole = size === 'full'
  return link.data
    ? <Image src={servedAt(link.data.address)} mode={whole ? 'widthFix' : 'aspectFill'} className={whole ? 'photos__whole' : 'photos__img'} />
    : <View className="photos__none">{link.error ? <Icon name="off" /> : <Icon name="img" />}</View>
}
