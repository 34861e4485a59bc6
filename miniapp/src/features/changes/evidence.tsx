// Photos that prove a change.
import { View } from '@tarojs/components'
import type { ChangeView } from '@onecard/shared/contract/changes.views'
import { Card, CardHead } from '../../ui/basics'

export function Evidence({ change }: { change: ChangeView }) {
  return <Card><CardHead title="证明照片" count={`${change.evidence.length} 张`} /><View className="hint pad-t">照片单独上传，存在这一户的照片里。</View></Card>
}
