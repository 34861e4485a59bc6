// Photos in a row: of a form that is being filled in, of an entry on its way, or of a record that the server holds.
import { useEffect, useState } from 'react'
import { Image, View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import type { PhotoView } from '@onecard/shared/contract/visits.views'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import { thumbKey } from '../../data/keep-beside'
import { readCold } from '../../data/kept'
import type { EntryPhoto, PhotoProgress } from '../../data/outbox/entry'
import { dropPhoto, keepPhoto, releasePhoto, showPhoto } from '../../data/outbox/kept-photos'
import { useOnline } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { PhotoRefused, releaseTaken, servedAt, takePhoto, type PhotoSource } from '../../platform/photo'
import { presses, says } from '../../ui/aria'
import { Button, Chip, Icon } from '../../ui/basics'
import { Sheet, toast } from '../../ui/overlay'
import { photoWord, progressOf, stampLines, type AnyPhoto, type Stamp } from './view-model'
import './photos.css'

/** Of one visit. */
const MOST = 9

interface StripProps {
  /** Photos of a draft, `entry.photos` of the outbox, or those of a record. */
  photos: readonly AnyPhoto[]
  /** Whose record it is, where the server holds them. */
  household?: string
  /** With it photos can be added and removed; the next list is to be kept in the draft at once, since the bytes are on the phone already. */
  onChange?: (next: EntryPhoto[]) => void
  /** What is written on new pictures besides the time. */
  stamp?: Stamp
  most?: number
}
/** Nothing where there is none and none can be added. */
export function PhotoStrip({ photos, household = '', onChange, stamp = {}, most = MOST }: StripProps) {
  const [shown, setShown] = useState<number | null>(null)
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const own = photos.filter((photo): photo is EntryPhoto => 'file' in photo)
  const add = (from: PhotoSource) => {
    setAsking(false)
    setBusy(true)
    void takeAndKeep(from, stamp).then((photo) => { if (photo && onChange) onChange([...own.filter((p) => p.sha256 !== photo.sha256), photo]) }, tellRefusal).finally(() => setBusy(false))
  }
  const remove = (photo: EntryPhoto) => {
    setShown(null)
    onChange?.(own.filter((p) => p.file !== photo.file))
    void dropPhoto(photo)
  }
  if (photos.length === 0 && !onChange) return null
  const open = shown === null ? undefined : photos[shown]
  return (
    <>
      <View className="photos" {...says('group', { label: `照片 ${photos.length} 张` })}>
        {photos.map((photo, i) => <Tile key={'file' in photo ? photo.file : photo.id} photo={photo} household={household} label={`第 ${i + 1} 张照片`} act={() => setShown(i)} />)}
        {onChange && photos.length < most && (
          <View className="photos__add pressable" {...presses(busy ? undefined : () => setAsking(true), 'button', { label: '加照片' })}><Icon name="plus" />{busy ? '正在存' : '照片'}</View>
        )}
      </View>
      {asking && (
        <Sheet title="加照片" onClose={() => setAsking(false)}>
          <View className="stack"><Button text="拍照" act={() => add('camera')} /><Button kind="soft" text="从相册选" act={() => add('album')} /></View>
        </Sheet>
      )}
      {open && (
        <Sheet title={photoWord(open, now())} onClose={() => setShown(null)}>
          <View className="stack"><Picture photo={open} household={household} whole />{onChange && 'file' in open && <Button kind="soft" text="去掉这张" act={() => remove(open)} />}</View>
        </Sheet>
      )}
    </>
  )
}

async function takeAndKeep(from: PhotoSource, stamp: Stamp): Promise<EntryPhoto | null> {
  const taken = await takePhoto(from, (takenAt) => stampLines(stamp, takenAt))
  if (!taken) return null
  // Time, household and place stand in the record all the same; whoever counts on the words must know that they are missing.
  if (!taken.stamped) toast('这台手机不能在照片上写字，时间和地点记在记录里')
  try { return await keepPhoto(taken.temporary, taken.takenAt) } finally { releaseTaken(taken) }
}

/** A refused camera or a full phone costs the photo, never the visit. */
function tellRefusal(error: unknown): void {
  toast(error instanceof PhotoRefused ? '没有拿到照片，没有照片也能记' : '手机存不下这张照片，没有照片也能记')
}

interface PictureProps { photo: AnyPhoto; household: string }
function Tile({ photo, household, label, act }: PictureProps & { label: string; act: () => void }) {
  const progress = progressOf(photo)
  const awaited = !('file' in photo) && photo.state === 'awaited'
  return (
    <View className="photos__one pressable" {...presses(awaited ? undefined : act, 'button', { label: progress ? `${label}，${progress.text}` : label })}>
      {awaited ? <None /> : <Picture photo={photo} household={household} />}
      {progress && <View className="photos__state"><Chip text={progress.text} tone={progress.tone} icon={null} /></View>}
    </View>
  )
}

function Picture({ photo, household, whole }: PictureProps & { whole?: boolean }) {
  return 'file' in photo ? <OnPhone photo={photo} whole={whole} /> : <Served photo={photo} household={household} whole={whole} />
}

const None = () => <View className="photos__none"><Icon name="img" /></View>
function Shown({ src, whole }: { src: string | null; whole?: boolean }) {
  return src ? <Image src={src} mode={whole ? 'widthFix' : 'aspectFill'} className={whole ? 'photos__whole' : 'photos__img'} /> : <None />
}

/** The bytes on this phone; nothing when they are gone because the server has them. */
function OnPhone({ photo, whole }: { photo: EntryPhoto | PhotoProgress; whole?: boolean }) {
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
  return <Shown src={src} whole={whole} />
}

/** Addresses hold for five minutes; one that is older is asked for anew before it is shown. */
const ADDRESS_MS = 4 * 60_000

/** The thumbnail that lies beside the card comes first, and is all there is without a line. */
function Served({ household, photo, whole }: { household: string; photo: PhotoView; whole?: boolean }) {
  const online = useOnline()
  const kept = useQuery({ queryKey: ['thumb', photo.id], networkMode: 'always', staleTime: Infinity, gcTime: 0, queryFn: () => readCold(thumbKey(photo.id)) })
  const size = whole ? 'full' : 'thumb'
  const link = useQuery({
    queryKey: ['photo', household, photo.id, size], enabled: whole === true || kept.data === null, staleTime: ADDRESS_MS, gcTime: ADDRESS_MS, refetchOnWindowFocus: false,
    queryFn: () => call(operations.photos.link, { id: household, photo: photo.id, size }),
  })
  const src = link.data && online ? servedAt(link.data.address) : kept.data ?? null
  if (src === null && (!online || link.error)) return <View className="photos__none"><Icon name="off" /></View>
  return <><Shown src={src} whole={whole} />{whole && !online && <View className="hint">没有信号，先看小图。</View>}</>
}
