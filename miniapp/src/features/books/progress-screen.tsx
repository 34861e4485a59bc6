// 收支进度 of a township or county: by village, then by household; and the way to look at some of it again.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { addMonths, formatPeriod } from '@onecard/shared/rules/period'
import { call } from '../../data/call'
import { useToday } from '../../data/county'
import { asFailure } from '../../data/failure'
import { newKey } from '../../data/outbox/new-key'
import { useKeptQuery, useOnline } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useCan } from '../../session/session'
import { presses } from '../../ui/aria'
import { Button, Card, CardHead, Cell, Chip, Facts, Icon, KvCell, Pick } from '../../ui/basics'
import { Bar } from '../../ui/figures'
import { Field } from '../../ui/field'
import { Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { formatFen } from '@onecard/shared/rules/fen'
import { placeWord, villageWord } from '../household/words'
import { barOf, progressMonth, progressRows, sumProgress } from './progress-view'
import { whoWhen } from './sheet-words'
import './books.css'

const LIMIT = 200
const MONTHS = 6
const SIZES = [5, 10, 20]

export function ProgressScreen({ region, period: asked, village }: { region?: string; period?: string; /** Inside one village. */ village?: string }) {
  const today = useToday()
  const [period, setPeriod] = useState(asked ?? progressMonth(today))
  const [months, setMonths] = useState(false)
  const [drawing, setDrawing] = useState(false)
  const maySample = useCan('sheet.sample')
  const land = village ?? region
  const list = useKeptQuery(`sheet-progress.${land ?? 'top'}.${period}`, operations.sheets.progress, { ...(land && { region: land }), period, limit: LIMIT })
  const where = village && list.data?.items[0] ? villageWord(list.data.items[0].region.village) : ''
  return (
    <Page title={where || '收支进度'} act={village && maySample ? <Button icon="search" text="抽几张再看看" act={() => setDrawing(true)} /> : undefined}
      over={<>
        {months && <Sheet title="哪个月" onClose={() => setMonths(false)}><View className="picks">{Array.from({ length: MONTHS }, (_, i) => addMonths(today.slice(0, 7), -i)).map((p) => <Pick key={p} big text={formatPeriod(p)} on={p === period} act={() => { setPeriod(p); setMonths(false) }} />)}</View></Sheet>}
        {drawing && village && <DrawSheet region={village} period={period} onClose={() => setDrawing(false)} />}
      </>}>
      <View className="visit__top"><View className="head">收支</View><View className="link pressable" {...presses(() => setMonths(true), 'button', { label: `${formatPeriod(period)}，换一个月` })}>{formatPeriod(period)}<Icon name="down" size="s" /></View></View>
      <OfflineBanner of={list} />
      <View className="in stack pad-t">
        <StateOf of={list} isEmpty={(page) => page.items.length === 0} empty={<Empty icon="doc" title="这里没有要记收支的户" lines={['换一个月看看。']} />}>
          {(page) => {
            const all = barOf(sumProgress(page.items))
            const sums = sumProgress(page.items)
            return (
              <>
                <Card><View className="row between wrap base"><View className="head">已审 {sums.approved} / {sums.households}</View><View className="label"><Facts of={[`等审 ${sums.submitted}`, sums.returned > 0 && `退回 ${sums.returned}`, `没交 ${sums.none + sums.draft}`]} /></View></View><Bar parts={all.parts} label={all.spoken} /></Card>
                <Card flush>
                  <CardHead title={village ? '各户' : '各村'} count={`${page.items.length} ${village ? '户' : '个'}`} end={!village && <View className="label">没审完多的在前</View>} />
                  {progressRows(page.items, today).map((row) => village
                    ? <Cell key={row.key} chip name={row.name} end={<Chip text={row.chip.text} tone={row.chip.tone} />} act={() => open('packages/books/sheet/index', { id: row.key, period })} label={`${row.name}，${row.chip.text}`} />
                    : <Cell key={row.key} chip name={row.name} hint={<Facts of={row.hint} />} end={<Chip text={row.chip.text} tone={row.chip.tone} />} act={() => open('packages/office/sheets/index', { village: row.key, period })} label={`${row.name}，${row.spoken}`} />)}
                </Card>
              </>
            )
          }}
        </StateOf>
      </View>
    </Page>
  )
}

function DrawSheet({ region, period, onClose }: { region: string; period: string; onClose: () => void }) {
  const online = useOnline()
  const [size, setSize] = useState('10')
  const [busy, setBusy] = useState(false)
  const n = Number(size)
  const draw = async () => {
    setBusy(true)
    try {
      const sample = await call(operations.sheets.sample, { region, period, size: n }, { key: await newKey() })
      onClose()
      open('packages/office/sample/index', { id: sample.id })
    } catch (error) {
      toast(`${asFailure(error).title}。${asFailure(error).detail}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet title="抽几张已审的" onClose={onClose}>
      <View className="stack">
        <View className="c-2">由系统随机抽，种子记下来，别人能照样再抽一遍。</View>
        <View className="picks">{SIZES.map((s) => <Pick key={s} big text={`${s} 张`} on={size === String(s)} act={() => setSize(String(s))} />)}</View>
        <Field label="或填张数" value={size} onInput={setSize} digits max={3} />
        <Button text={busy ? '正在抽…' : '抽'} busy={busy} off={!online || !Number.isInteger(n) || n < 1 || n > 200} act={() => { void draw() }} />
      </View>
    </Sheet>
  )
}

export function SampleScreen({ id }: { id: string }) {
  const today = useToday()
  const shown = useKeptQuery(`sheet-sample.${id}`, operations.sheets.getSample, { id })
  return (
    <Page title="抽查">
      <OfflineBanner of={shown} />
      <View className="in stack pad-t">
        <StateOf of={shown}>
          {(sample) => (
            <>
              <Card flush><KvCell k="哪个月" v={formatPeriod(sample.period)} /><KvCell k="抽了" v={`${sample.items.length} 张，一共 ${sample.outOf} 张已审的`} /><KvCell k="种子" v={String(sample.seed)} /><KvCell k="谁抽的" v={<Facts of={whoWhen(sample.drawnBy, sample.drawnAt, today)} />} /></Card>
              <Card flush>
                <CardHead title="抽到的" count={`${sample.items.length} 张`} />
                {sample.items.map((item) => <Cell key={item.household.id} chip name={item.household.headName} after={placeWord(item.household.region)} hint={`纯收入 ${formatFen(item.netFen)}`} end={item.sentBack ? <Chip text="退回了" tone="warn" /> : undefined} act={() => open('packages/books/sheet/index', { id: item.household.id, period: sample.period })} label={`${item.household.headName}，纯收入 ${formatFen(item.netFen)}${item.sentBack ? '，退回了' : ''}`} />)}
              </Card>
            </>
          )}
        </StateOf>
      </View>
    </Page>
  )
}
