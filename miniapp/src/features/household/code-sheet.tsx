// The door code of one household, for those who print and replace labels.
import { Image, Text, View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import { dayOfInstant, formatDate } from '@onecard/shared/rules/day'
import { call, picture } from '../../data/call'
import { asFailure } from '../../data/failure'
import { KvCell } from '../../ui/basics'
import { Sheet } from '../../ui/overlay'
import { Bone, Empty } from '../../ui/states'

interface CodeProps { id: string; headName: string; today: string; onClose: () => void }
export function CodeSheet({ id, headName, today, onClose }: CodeProps) {
  const code = useQuery({ queryKey: ['code', id], queryFn: () => call(operations.codes.get, { id }), gcTime: 0 })
  const image = useQuery({ queryKey: ['code-image', id], queryFn: () => picture(operations.codes.image, { id, kind: 'ordinary', format: 'png' }), gcTime: 0 })
  const failure = code.error ?? image.error
  const refused = failure ? asFailure(failure) : null
  return (
    <Sheet title={`${headName}的门牌码`} onClose={onClose}>
      {refused
        ? <Empty icon="alert" tone="danger" title={refused.title} lines={[refused.detail]} act={{ text: '再试一次', run: () => { void code.refetch(); void image.refetch() } }} />
        : (
          <View className="center">
            <View className="code-sheet__image">{image.data ? <Image src={image.data} mode="aspectFit" className="code-sheet__img" aria-label={`${headName}的二维码`} {...{ alt: `${headName}的二维码` }} /> : <Bone width={100} height={216} gap={0} />}</View>
            {code.data ? <View className="code-sheet__digits" aria-label={`8 位数字 ${code.data.number}`}><Text>{code.data.number.slice(0, 4)}</Text><Text className="code-sheet__gap" /><Text>{code.data.number.slice(4)}</Text></View> : <Bone width={60} height={34} gap={12} />}
            {code.data && <View className="code-sheet__kv"><KvCell k="编码" v={code.data.printed} /><KvCell k="启用" v={formatDate(dayOfInstant(Date.parse(code.data.issuedAt)), today)} /></View>}
            <View className="hint">没扫成时输这 8 位数字，打开的是同一户。</View>
          </View>
        )}
    </Sheet>
  )
}
