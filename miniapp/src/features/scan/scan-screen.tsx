// 扫一扫: the camera where there is one, the album in a browser, and typing everywhere.
import { useCallback, useEffect, useRef, useState } from 'react'
import { Text, View } from '@tarojs/components'
import { buzz } from '../../platform/feedback'
import { onKeys } from '../../platform/keys'
import { back, replace } from '../../platform/page'
import { hasAlbum, readAlbum, scannerKind, scanOnce, type ScannerKind } from '../../platform/scan'
import { presses, says } from '../../ui/aria'
import { Button, Icon, Link } from '../../ui/basics'
import { Field } from '../../ui/field'
import { Page } from '../../ui/page'
import { Finder } from './finder'
import { Refused } from './refused'
import { resolveScan } from './resolve-scan'
import { DIGITS, refusalOf, typedHint, typeKey, type Refusal } from './view-model'

type Mode = 'look' | 'digits' | 'code'

export function ScanScreen({ typing }: { typing: boolean }) {
  const [scanner, setScanner] = useState<ScannerKind | null>(null)
  const [mode, setMode] = useState<Mode>(typing ? 'digits' : 'look')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const working = useRef(false)

  const read = useCallback(async (text: string) => {
    if (working.current) return
    working.current = true
    setBusy(true)
    buzz()
    try {
      const result = await resolveScan(text)
      if ('id' in result) replace('pages/household/index', { id: result.id, way: 'scan' })
      else if ('paper' in result) replace('packages/card/verify/index', { text: result.paper })
      else setRefusal(result.refusal)
    } finally {
      working.current = false
      setBusy(false)
    }
  }, [])

  /** WeChat's own scanner covers the page; going back from it leaves typing. */
  const look = useCallback(async (kind: ScannerKind) => {
    setRefusal(null)
    setMode(kind === 'none' ? 'digits' : 'look')
    if (kind !== 'own') return
    const text = await scanOnce()
    if (text) await read(text)
    else setMode('digits')
  }, [read])

  useEffect(() => {
    void scannerKind().then((kind) => { setScanner(kind); if (!typing) void look(kind) })
  }, [look, typing])

  const album = useCallback(async () => {
    const text = await readAlbum().catch(() => '')
    if (text === null) return
    if (text) await read(text)
    else setRefusal({ ...refusalOf('scan.not_ours'), title: '图里没找到码', lines: ['换一张清楚的，', '或输下面的 8 位数字。'] })
  }, [read])
  const type = () => { setRefusal(null); setMode('digits') }
  const again = scanner === 'own' || scanner === 'frame' ? () => { void look(scanner) } : null

  if (refusal) {
    return (
      <Page title="扫一扫" tone="white" noScan actColumn={refusal.again && again !== null} act={
        !refusal.again ? <Button text="知道了" act={back} />
          : again ? <><Button kind="line" text="输 8 位数字" act={type} /><Button text="再扫一次" act={again} /></>
            : <Button text="再输一次" act={type} />}>
        <Refused refusal={refusal} />
      </Page>
    )
  }
  if (mode === 'look') return scanner === 'frame' ? <Finder onRead={read} onType={type} onAlbum={() => { void album() }} busy={busy} /> : <Page title="扫一扫" noScan>{null}</Page>
  return <Typing code={mode === 'code'} setCode={(on) => setMode(on ? 'code' : 'digits')} open={read} busy={busy} again={again} album={hasAlbum ? () => { void album() } : null} />
}

interface TypingProps { code: boolean; setCode: (on: boolean) => void; open: (text: string) => Promise<void>; busy: boolean; again: (() => void) | null; album: (() => void) | null }
function Typing({ code, setCode, open, busy, again, album }: TypingProps) {
  const [digits, setDigits] = useState('')
  const [text, setText] = useState('')
  const full = code ? text.trim().length >= DIGITS : digits.length === DIGITS
  const go = useCallback(() => { void open(code ? text : digits) }, [open, code, text, digits])
  useEffect(() => code ? undefined : onKeys((key) => { if (key === 'Enter') { if (full && !busy) go() } else setDigits((d) => typeKey(d, key)) }), [code, full, busy, go])
  return (
    <Page title={code ? '输编码' : '输编号'} noScan act={<Button text="打开这一户" act={go} off={!full} busy={busy} />}>
      <View className="typing">
        <View className="in">
          {code
            ? <View className="typing__code stack">
                <View className="title center">门牌码上的整段编码</View>
                <Field label="编码（字母和数字，大小写都行）" value={text} onInput={setText} onConfirm={go} max={64} placeholder="一共 17 位，空格可不输" />
              </View>
            : <>
                <View className="title center typing__title">门牌码下面的 8 位数字</View>
                <View className="digits" {...says('status', { label: digits ? `已输 ${digits.split('').join(' ')}` : '还没有输' })}>
                  {Array.from({ length: DIGITS }, (_, i) => <View key={i} className={`digits__b${i === digits.length ? ' digits__b--on' : ''}${i === 4 ? ' digits__b--gap' : ''}`}>{digits[i] ?? (i === digits.length ? <View className="digits__caret" /> : '')}</View>)}
                </View>
                <View className="label center typing__hint">{busy ? '正在打开…' : typedHint(digits)}</View>
              </>}
          <View className="typing__ways">
            {again && <Link text="用相机扫" icon={false} act={again} />}
            {album && <Link text="从相册选" icon={false} act={album} />}
            <Link text={code ? '输 8 位数字' : '输整段编码'} icon={false} act={() => setCode(!code)} />
          </View>
        </View>
        {!code && <Keypad press={(key) => setDigits((d) => typeKey(d, key))} />}
      </View>
    </Page>
  )
}

function Keypad({ press }: { press: (key: string) => void }) {
  return (
    <View className="keypad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((k) => <View key={k} className="keypad__k pressable" {...presses(() => press(k), 'button', { label: k })}>{k}</View>)}
      <View className="keypad__k keypad__k--word pressable" {...presses(() => press('Escape'), 'button', { label: '清空' })}><Text>清空</Text></View>
      <View className="keypad__k pressable" {...presses(() => press('0'), 'button', { label: '0' })}>0</View>
      <View className="keypad__k keypad__k--word pressable" {...presses(() => press('Backspace'), 'button', { label: '删一位' })}><Icon name="bksp" /></View>
    </View>
  )
}
