// The frame of every page: theme and text size, navigation, the bar of the main act, tabs, and what lies over it.
import type { ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { useUnread } from '../data/notices'
import { useOutbox } from '../data/outbox/outbox'
import { useLarge, useSession } from '../session/session'
import { tabsFor, type TabItem } from '../session/tabs'
import { back, open, switchTab, systemBars } from '../platform/page'
import { presses, says, silent } from './aria'
import { Icon } from './basics'
import { Toast } from './overlay'
import { UpdateBar } from './update-bar'

interface PageProps {
  title?: string
  /** `mark` = our own sign instead of a title (首页); `tab` = which tab this page is, so no way back. */
  mark?: string
  tab?: TabItem['path']
  tone?: 'white' | 'plain' | 'night' | 'grey'
  /** No scan slot: the scan pages themselves, and pages before signing in. */
  noScan?: boolean
  noBack?: boolean
  /** The bar of the main act: one or two buttons. */
  act?: ReactNode
  actColumn?: boolean
  children: ReactNode
  over?: ReactNode
}
export function Page({ title = '', mark, tab, tone = 'grey', noScan, noBack, act, actColumn, children, over }: PageProps) {
  const large = useLarge()
  const bars = systemBars()
  const classes = ['theme', large ? 'theme--large' : '', 'page', act ? (actColumn ? 'page--two' : 'page--bar') : '', tab ? 'page--tab' : '', tone === 'white' ? 'page--white' : tone === 'night' ? 'page--night' : '']
  return (
    <View className={classes.filter(Boolean).join(' ')} style={{ '--status': `${bars.status}px`, '--bar': `${bars.nav}px`, '--capsule': `${bars.capsule}px` } as never}>
      <View className={`nav${tone === 'plain' ? ' nav--plain' : tone === 'night' ? ' nav--night' : ''}`}>
        <View className="nav__bar">
          {mark
            ? <View className="nav__own" {...says('heading', { level: 1 })}><Icon name="mark" className="c-pri" /><Text>{mark}</Text></View>
            : <>
                {!tab && !noBack && <View className="nav__slot" {...presses(back, 'button', { label: '返回' })}><Icon name="back" /></View>}
                {!noScan && <View className="nav__slot" {...presses(() => open('pages/scan/index'), 'button', { label: '扫一扫' })}><Icon name="scan" /></View>}
                <View className="nav__ttl" {...says('heading', { level: 1 })}>{title}</View>
              </>}
        </View>
      </View>
      <UpdateBar />
      {children}
      {act && <View className={`act${actColumn ? ' act--col' : ''}${tab ? ' act--tab' : ''}`}>{act}</View>}
      {tab && <TabBar here={tab} joined={act !== undefined} />}
      <Toast />
      {over}
    </View>
  )
}

function TabBar({ here, joined }: { here: TabItem['path']; joined: boolean }) {
  const actor = useSession((s) => s.actor)
  const { waiting } = useOutbox()
  const unread = useUnread()
  return (
    <View className={`tab${joined ? ' tab--joined' : ''}`} {...says('navigation', { label: '主要页面' })}>
      {tabsFor(actor).map((tab: TabItem) => {
        const on = here === tab.path
        const mine = tab.path === 'pages/me/index'
        const count = mine ? waiting : 0
        const dot = mine && unread > 0
        const label = [tab.text, count > 0 && `${count} 条没上传`, dot && '有没看过的通知'].filter(Boolean).join('，')
        return <View key={tab.path} className={`tab__i${on ? ' tab__i--on' : ''}`} {...presses(() => { if (!on) switchTab(tab.path) }, 'link', { label, current: on })}><Icon name={tab.icon} />{tab.text}{count > 0 && <View className="tab__n" {...silent}>{count > 99 ? '99+' : count}</View>}{dot && count === 0 && <View className="tab__dot" {...silent} />}</View>
      })}
    </View>
  )
}
