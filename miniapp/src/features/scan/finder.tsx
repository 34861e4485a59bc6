// The camera's frame in a browser. It rests after each reading: a code is never read twice in a row.
import { useEffect, useRef, useState } from 'react'
import { View } from '@tarojs/components'
import { startCamera, type Camera } from '../../platform/scan'
import { presses, silent } from '../../ui/aria'
import { Icon } from '../../ui/basics'
import type { IconName } from '../../ui/icon-names'
import { Page } from '../../ui/page'

const HOST = 'finder-host'

interface FinderProps { onRead: (text: string) => Promise<void>; onType: () => void; onAlbum: () => void; busy: boolean }
export function Finder({ onRead, onType, onAlbum, busy }: FinderProps) {
  const camera = useRef<Camera | null>(null)
  const [refused, setRefused] = useState(false)
  const [lamp, setLamp] = useState<'none' | 'off' | 'on'>('none')
  useEffect(() => {
    let gone = false
    startCamera(HOST, (text) => { void onRead(text) }).then(
      (started) => {
        if (gone) { started.stop(); return }
        camera.current = started
        setLamp(started.torch ? 'off' : 'none')
      },
      () => setRefused(true),
    )
    return () => { gone = true; camera.current?.stop() }
  }, [onRead])
  const light = () => {
    const on = lamp !== 'on'
    void camera.current?.torch?.(on).then(() => setLamp(on ? 'on' : 'off'))
  }
  return (
    <Page title="扫一扫" tone="night" noScan>
      <View id={HOST} className="finder" {...silent}><View className="finder__c finder__c--1" /><View className="finder__c finder__c--2" /><View className="finder__c finder__c--3" /><View className="finder__c finder__c--4" /></View>
      <View className="finder__t">{refused ? '相机没有打开' : busy ? '正在打开…' : '把门牌码放进框里'}</View>
      <View className="finder__s">{refused ? '请允许使用相机，或输 8 位数字' : '没有信号也能扫存下的户'}</View>
      <View className="finder__acts">
        {lamp !== 'none' && <Round icon="torch" text={lamp === 'on' ? '关灯' : '开灯'} act={light} />}
        <Round icon="key" text="输编号" act={onType} />
        <Round icon="img" text="相册" act={onAlbum} />
      </View>
    </Page>
  )
}

function Round({ icon, text, act }: { icon: IconName; text: string; act: () => void }) {
  return <View className="finder__a pressable" {...presses(act, 'button', { label: text })}><View className="finder__d"><Icon name={icon} /></View>{text}</View>
}
