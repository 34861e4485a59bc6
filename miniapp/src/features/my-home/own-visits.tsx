// 谁来过: every visit at one's own house, with 「属实 / 不对」 where it is still open.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { useDraft } from '../../data/drafts'
import { Button } from '../../ui/basics'
import { Sheet } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { TextArea } from '../../ui/text-area'
import { PhotoStrip } from '../photos/photo-strip'
import { sayOfVisit, useOwnVisits, VisitCard } from './visit-card'
import './my-home.css'

/** `wrong`: opened by 「不对」 at this visit on 首页. */
export function OwnVisitsScreen({ id, wrong: asked }: { id: string; wrong?: string }) {
  const shown = useOwnVisits(id)
  const [wrong, setWrong] = useState<string | null>(asked ?? null)
  return (
    <Page title="谁来过" noScan over={wrong && <WrongSheet visit={wrong} onClose={() => setWrong(null)} onDone={async (text) => { if (await sayOfVisit(id, wrong, false, text)) setWrong(null) }} />}>
      <OfflineBanner of={shown} />
      <View className="in stack pad-t">
        <StateOf of={shown} isEmpty={(page) => page.items.length === 0} empty={<Empty icon="people" title="还没有人来过" lines={['有人来走访，会记在这里。']} />}>
          {(page) => <>{page.items.map((v) => <VisitCard key={v.id} visit={v} id={id} onWrong={() => setWrong(v.id)} photos={<PhotoStrip household={id} photos={v.photos} />} />)}</>}
        </StateOf>
      </View>
    </Page>
  )
}

function WrongSheet({ visit, onClose, onDone }: { visit: string; onClose: () => void; onDone: (text: string) => Promise<void> }) {
  const draft = useDraft(`visit-wrong.${visit}`, '')
  return (
    <Sheet title="哪里不对" onClose={onClose}>
      <View className="stack">
        <TextArea label="可以不写，也可以说一句" value={draft.value} onInput={draft.set} max={200} placeholder="比如：那天没有来过" />
        <Button text="就是不对" act={() => { void onDone(draft.value.trim()).then(draft.clear) }} />
      </View>
    </Sheet>
  )
}
