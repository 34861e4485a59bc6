// Photos that prove a change.
import type { ChangeView } from '@onecard/shared/contract/changes.views'
import { View } from '@tarojs/components'
import { Card, CardHead } from '../../ui/basics'
import { PhotoStrip } from '../photos/photo-strip'

export function Evidence({ change }: { change: Pick<ChangeView, 'household' | 'evidence'> }) {
  if (change.evidence.length === 0) return null
  return <Card><CardHead title="证明照片" count={`${change.evidence.length} 张`} /><View className="pad-t"><PhotoStrip household={change.household.id} photos={change.evidence} /></View></Card>
}
