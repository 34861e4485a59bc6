// One sheet for the secretary's word: last month and last year beside it; swipe or decide, and the next one is there.
import { useRef, useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { SheetView } from '@onecard/shared/contract/sheets.views'
import { useToday } from '../../data/county'
import { post, takeBack } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'
import { back, replace } from '../../platform/page'
import { Button } from '../../ui/basics'
import { toast, TOAST_MS } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, Empty, OfflineBanner, SkeletonCard, StateOf } from '../../ui/states'
import { CompareCard, Flags, LinesCard, ThenCard } from './parts/read-sheet'
import { ReasonSheet } from './parts/reason-sheet'
import { UndoBanner } from './parts/undo-banner'
import { useSheetQueue } from './queue-data'
import { RETURN_CHIPS, seenKey } from './queue-view'
import { Top } from './sheet-screen'
import { bareMonth } from './sheet-words'
import { sheetKey } from './use-sheet'
import './books.css'

/** So far a thumb goes sideways, and not much up or down, for the next sheet. */
const SWIPE_PX = 70
const STRAIGHT = 1.6
interface Touched { touches?: ArrayLike<{ clientX: number; clientY: number }>; changedTouches?: ArrayLike<{ clientX: number; clientY: number }> }

export function DecideScreen({ id, period }: { id: string; period: string }) {
  const today = useToday()
  const shown = useKeptQuery(sheetKey(id, period), operations.sheets.get, { id, period })
  const { items } = useSheetQueue(period)
  const [returning, setReturning] = useState(false)
  const at = items.findIndex((i) => seenKey(i) === `${id}.${period}`)
  const [next, before] = [items[at + 1] ?? (at > 0 ? items[0] : undefined), items[at - 1]]
  const goTo = (item: typeof next) => replace('packages/books/decide/index', { id: item!.household.id, period: item!.period })
  const onward = () => { if (next && at >= 0) goTo(next); else back() }
  const decide = (view: SheetView, approve: boolean, reason?: string) => {
    const label = `${approve ? '通过' : '退回'}${bareMonth(period)}收支 ${view.household.headName}`
    // On the phone at once; kept from the line as long as it may be taken back without a trace.
    post(operations.sheets.decide, { id, period, version: view.version, approve, ...(reason && { reason }) }, { household: id, label, holdMs: TOAST_MS }).then((entry) => {
      toast(`${approve ? '通过了' : '退回了'}「${view.household.headName}」的${bareMonth(period)}收支`, { text: '撤销', run: () => { void takeBack(entry.key).then((taken) => { toast(taken ? '撤销了，这一张还在要审的里' : '已经交上去了，打开这一张能撤销') }) } })
      onward()
    }, () => toast('手机存满了，这一张没能存下，请再审一次'))
  }
  const swipe = useSwipe(() => { if (next) goTo(next) }, () => { if (before) goTo(before) })
  const view = shown.data
  const may = view?.mayDecide === true && at >= 0
  return (
    <Page title={at >= 0 ? `审批 ${at + 1} / ${items.length}` : '审批'}
      act={may ? <><Button kind="line" text="退回" act={() => setReturning(true)} /><Button text="通过" act={() => decide(view, true)} /></> : next ? <Button kind="line" text="看下一张" act={() => goTo(next)} /> : undefined}
      over={returning && view && <ReasonSheet title={`退回${view.household.headName}的 ${bareMonth(period)}收支`} hint={`${view.by ?? '填的人'}会收到，填过的都还在`} chips={RETURN_CHIPS} yes={view.by ? `退回给${view.by}` : '退回'} least={2} onClose={() => setReturning(false)} onDone={(reason) => { setReturning(false); decide(view, false, reason) }} />}>
      <OfflineBanner of={shown} />
      <View {...swipe}>
        <StateOf of={shown} skeleton={<View className="in stack pad-t"><SkeletonCard rows={5} /><SkeletonCard rows={3} /></View>}>
          {(sheet) => at < 0 && !sheet.mayDecide && sheet.state !== 'approved'
            ? <View className="in"><Empty icon="check" tone="done" title="这一张已经办完" lines={['可能别人先审了，或填的人拿回去改了。']} act={{ text: '看还有哪些要审', run: back }} /></View>
            : (
              <>
                <Top view={sheet} />
                {sheet.undo && <UndoBanner undo={sheet.undo} household={id} />}
                {at >= 0 && !sheet.mayDecide && <Banner icon="lock" text="这一张有您自己填的，请别的书记或代审人审。" />}
                <Flags view={sheet} />
                <View className="in stack pad-t">
                  <CompareCard view={sheet} />
                  <LinesCard view={sheet} />
                  <ThenCard view={sheet} today={today} />
                  {next && <View className="hint center">往左划，看下一张 {next.household.headName}</View>}
                </View>
              </>
            )}
        </StateOf>
      </View>
    </Page>
  )
}

function useSwipe(left: () => void, right: () => void) {
  const from = useRef<{ x: number; y: number } | null>(null)
  return {
    onTouchStart: (event: unknown) => { const touch = (event as Touched).touches?.[0]; from.current = touch ? { x: touch.clientX, y: touch.clientY } : null },
    onTouchEnd: (event: unknown) => {
      const touch = (event as Touched).changedTouches?.[0]
      const begun = from.current
      from.current = null
      if (!touch || !begun) return
      const [dx, dy] = [touch.clientX - begun.x, touch.clientY - begun.y]
      if (Math.abs(dx) < SWIPE_PX || Math.abs(dx) < Math.abs(dy) * STRAIGHT) return
      if (dx < 0) left()
      else right()
    },
  }
}
