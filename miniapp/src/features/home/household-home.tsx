// 首页 of a household: our year, who helps us, what we were given. In large letters unless they say otherwise.
import { Text, View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import type { CardView } from '@onecard/shared/contract/households.views'
import { formatPeriod } from '@onecard/shared/rules/period'
import { useCounty } from '../../data/county'
import { useKeptQuery } from '../../data/use-kept-query'
import { dial } from '../../platform/feedback'
import { open } from '../../platform/page'
import { says } from '../../ui/aria'
import { Avatar, Button, Card, Cell, Icon, Link } from '../../ui/basics'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { dialable } from '../household/words'
import { CameCard, ConsentCard, LookCard, OwnProblems, PrivacyCells, PromisesCard } from '../my-home/home-cards'
import { PendingLine } from '../sync/pending'
import { SheetsAsked } from '../books/sheets-cards'
import { useMark } from './top'
import { givenRows, ownYear } from './view-model'

export function HouseholdHome({ actor }: { actor: ActorView }) {
  const id = actor.household?.id
  const card = useKeptQuery(`card.${id ?? 'none'}`, operations.households.card, { id: id ?? '', way: 'link' }, { conditional: true, pinned: true, enabled: id !== undefined })
  const county = useCounty()
  return (
    <Page mark={useMark()} tab="pages/home/index" tone="plain" act={id !== undefined && <Button icon="chat" text="我要反映" act={() => open('packages/mine/raise/index', { id })} />}>
      <OfflineBanner of={card} />
      <View className="in title home-hello" {...says('heading')}>{actor.name}，您好</View>
      <PendingLine />
      <View className="in stack">
        {id === undefined
          ? <Card><Empty icon="home" title="还没有连上您家" lines={['请告诉村里，把手机号登记到您家。']} /></Card>
          : <><ConsentCard /><StateOf of={card}>{(record) => <Own card={record} />}</StateOf></>}
        {county && <Card flush><Cell dot={{ icon: 'phone', tone: 'idle' }} title="打县里电话" hint={county.hotline} act={() => dial(county.hotline)} label={`打县里电话 ${county.hotline}`} last /></Card>}
      </View>
    </Page>
  )
}

function Own({ card }: { card: CardView }) {
  const year = ownYear(card)
  const given = givenRows(card)
  const helper = card.helpers?.find((h) => h.primary) ?? card.helpers?.[0]
  const phone = dialable(helper?.phone)
  return (
    <>
      {year && (
        <Card>
          <View className="label">{year.label}</View>
          {year.perHead && <View><Text className="hero own__hero">{year.perHead}</Text><Text className="unit">元</Text></View>}
          {year.trend && <View className={`row ${year.trend.up ? 'c-pri' : 'c-warn'}`}><Icon name={year.trend.up ? 'up' : 'dn'} size="s" />{year.trend.text}</View>}
          {year.missing && <View className="c-2">{year.missing}</View>}
          <View className="rule row between wrap"><View className="c-2">{year.whole}</View><Link text="看明白卡" act={() => open('packages/card/annual/index', { id: card.id, year: card.income && String(card.income.year) })} /></View>
        </Card>
      )}
      {helper && (
        <Card className="row wrap own__helper">
          <Avatar name={helper.name} />
          <View className="grow"><View className="label">帮您的人</View><View className="b">{helper.name}</View></View>
          {phone && <Button small kind="soft" icon="phone" text="打电话" label={`打电话给${helper.name}`} act={() => dial(phone)} />}
        </Card>
      )}
      <SheetsAsked id={card.id} />
      <LookCard id={card.id} />
      <PromisesCard id={card.id} />
      <OwnProblems id={card.id} />
      {given && (
        <Card flush>
          <View className="own__given"><View className="head">今年给咱家的</View>{card.income && <View className="hint">{formatPeriod(card.income.from.slice(0, 7))}到{formatPeriod(card.income.to.slice(0, 7))}</View>}</View>
          {given.rows.map((row) => <Cell key={row.name} title={row.name} end={<Text className="b">{row.amount}</Text>} />)}
          <Cell name="一共" end={<Text className="b">{given.sum}</Text>} last />
        </Card>
      )}
      <CameCard id={card.id} />
      <PrivacyCells id={card.id} />
    </>
  )
}
