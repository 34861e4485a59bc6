// Every part of the kit on one page, in both sizes one under the other: to look at, and to test against. Web build only.
import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { setLarge, useLarge } from '../../session/session'
import { Avatar, Button, Card, CardHead, Cell, Chip, Facts, Icon, IconButton, KvCell, Link, Pick, type Tone } from '../../ui/basics'
import { JumpBar, Seg, Steps, Switch } from '../../ui/choice'
import { Field } from '../../ui/field'
import { Bar, Gauge, IncomeBar, Ring, Swatch, type Part } from '../../ui/figures'
import { ICONS } from '../../ui/icon-names'
import { Dialog, Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, Empty, SkeletonCard } from '../../ui/states'

const TONES: readonly Tone[] = ['idle', 'info', 'done', 'warn', 'danger']
const TONE_WORD: Record<Tone, string> = { idle: '还有 5 天', info: '预脱贫', done: '已脱贫', warn: '今天到期', danger: '超期 3 天' }
const PARTS: readonly Part[] = ['a', 'b', 'c', 'd', 'e']
const SECTIONS = [{ key: 'a', text: '明白卡' }, { key: 'b', text: '收支' }, { key: 'c', text: '帮扶' }, { key: 'd', text: '走访' }] as const
const nothing = () => undefined

export function KitScreen() {
  const large = useLarge()
  const [sheet, setSheet] = useState(false)
  const [dialog, setDialog] = useState(false)
  return (
    <Page title="组件" act={<Button icon="scan" text="扫一扫门牌码" act={() => toast('已扫')} />} noScan
      over={<>
        {sheet && <Sheet title="转移性 3,140 元" onClose={() => setSheet(false)}><Cell title="养老保险金" end="2,160 元" /><Cell title="取暖补贴" end="980 元" last /></Sheet>}
        {dialog && <Dialog title="退出「样甲山」户？" text="退出后转入巩固期，帮扶政策照旧。明白卡停在第 3 版，不能再改。" yes="退出「样甲山」户" no="先不退" onYes={() => setDialog(false)} onNo={() => setDialog(false)} />}
      </>}>
      <View className="in stack pad-t">
        <Card flush><Cell dot={{ icon: 'text' }} title="关怀版" hint="这一页也跟着变" end={<Switch on={large} label="关怀版" act={setLarge} />} last /></Card>
        <Words />
        <Forms open={() => setSheet(true)} ask={() => setDialog(true)} />
        <Figures />
        <States />
        <Card><CardHead title="图标" count={`${ICONS.length} 个`} /><View className="picks">{ICONS.map((name) => <View key={name} className="kit__icon"><Icon name={name} /><Text className="hint">{name}</Text></View>)}</View></Card>
      </View>
    </Page>
  )
}

function Words() {
  return (
    <>
      <Card><View className="hero">14,240<Text className="unit">元</Text></View><View className="title">标题 22</View><View className="num">7,120</View><View className="head">小标题 18</View><View>正文 17</View><View className="label">标签 15</View><View className="hint">提示 14，再小就没有了</View></Card>
      <Card><View className="picks">{TONES.map((tone) => <Chip key={tone} text={TONE_WORD[tone]} tone={tone} />)}</View></Card>
      <Card flush>
        <CardHead title="该走访的" count="3 户" end={<Link text="全部" icon={false} act={nothing} />} />
        <Cell chip name="例丙兰" after="二组" hint={<Facts of={['上次 9月11日', '例志远帮扶']} />} end={<Chip text="超期 3 天" tone="danger" />} act={nothing} />
        <Cell chip dot={{ icon: 'med' }} title="健康扶贫" hint={<Facts of={['慢病报销', '1,260.50 元']} />} end={<Chip text="办完" tone="done" />} act={nothing} />
        <Cell name="例志远" hint="街道农业服务中心" end={<IconButton icon="phone" label="打电话给例志远" act={nothing} />} />
        <KvCell k="住房" v="68.5 平方米，砖瓦砖木，住房安全" />
      </Card>
      <Card className="row"><Avatar name="例志远" /><View className="grow"><View className="label">帮您的人</View><View className="b">例志远</View></View><Button small kind="soft" icon="phone" text="打电话" act={nothing} /></Card>
    </>
  )
}

function Forms({ open, ask }: { open: () => void; ask: () => void }) {
  const [text, setText] = useState('')
  const [seg, setSeg] = useState<'a' | 'b' | 'c'>('a')
  const [section, setSection] = useState<(typeof SECTIONS)[number]['key']>('a')
  const [pick, setPick] = useState('全部 12')
  return (
    <>
      <Card className="stack"><Button text="打开一张单子" act={open} kind="line" /><Button text="问一句要紧的" act={ask} kind="danger" /><Button text="说一声" act={() => toast('已记下，5 秒后收起')} kind="soft" /><Button text="现在不能点" off /></Card>
      <Card className="stack"><Field label="原因，至少 4 个字" value={text} onInput={setText} /><Field label="账号" value="样" onInput={nothing} error="请填写账号" /></Card>
      <Card><View className="picks">{['全部 12', '已超期 3', '预脱贫 4'].map((t) => <Pick key={t} text={t} on={t === pick} act={() => setPick(t)} />)}</View></Card>
      <Seg items={[{ key: 'a', text: '没销号 0' }, { key: 'b', text: '等核查 0' }, { key: 'c', text: '已销号 23' }]} on={seg} act={setSeg} />
      <View className="kit__jump"><JumpBar items={SECTIONS} on={section} act={setSection} /></View>
      <Card><Steps items={[{ title: '民主评议', text: '10月9日', state: 'done' }, { title: '入户核实', text: '10月20日前', state: 'now', word: '现在' }, { title: '户主认可签字', text: '10月22日前', state: 'later' }]} /></Card>
    </>
  )
}

function Figures() {
  return (
    <Card className="stack">
      <IncomeBar parts={[{ part: 'a', percent: 35.6 }, { part: 'b', percent: 42.8 }, { part: 'c', percent: 3 }, { part: 'd', percent: 18.6 }]} net={84.6} spent={15.4} line={{ percent: 47.5, text: '标准线 8,000 元' }} label="全年收入 16,840 元，支出 2,600 元，纯收入 14,240 元" />
      <View className="row wrap">{PARTS.map((part) => <Swatch key={part} part={part} />)}</View>
      <Gauge percent={89} low={false} word="标准线 4,000" label="人均 7,120 元，标准线 4,000 元" />
      <Gauge percent={44} low word="标准线 4,000" label="人均 3,520 元，低于标准线 4,000 元" />
      <View className="row"><Ring done={9} of={12} label="12 户里走访了 9 户" /><View className="head">十月走访了 9 户</View></View>
      <Bar parts={[{ percent: 70, color: 'primary' }, { percent: 8, color: 'danger' }]} label="走到 31 户，过期 2 户" />
    </Card>
  )
}

function States() {
  return (
    <>
      <Banner inset icon="off" text="离线，看到的是 3月12日 9:40 的数据" />
      <Banner inset tone="info" text="会记下您是谁、什么时候、为什么。" />
      <Banner inset tone="danger" icon="alert" text="账号或密码不对。请核对后再试。" />
      <SkeletonCard rows={2} />
      <Card><Empty icon="check" tone="done" title="没有等着办的问题" lines={['走访时看到的问题会排在这里，', '快到期的在最前面。']} act={{ text: '再看一次', run: nothing, icon: 'refresh' }} /></Card>
    </>
  )
}
