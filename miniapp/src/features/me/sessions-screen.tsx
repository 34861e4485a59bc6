// 登录和设备: where one is signed in, and the way to end it there.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { useMutation, useQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import { asFailure } from '../../data/failure'
import { useLasting } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { restart } from '../../platform/page'
import { signOut } from '../../session/session'
import { Button, Card, CardHead, Cell, Facts } from '../../ui/basics'
import { Dialog, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, Empty, SkeletonCard } from '../../ui/states'
import { sessionRows } from './view-model'

export function SessionsScreen() {
  const [everywhere, setEverywhere] = useState(false)
  const list = useQuery({ queryKey: ['sessions'], queryFn: () => call(operations.sessions.list, {}) })
  const slow = useLasting(list.isPending && list.fetchStatus === 'fetching')
  const end = useMutation({
    mutationFn: (id: string) => call(operations.sessions.revoke, { id }),
    onSuccess: () => { toast('已退掉那一台'); void list.refetch() },
    onError: (error) => toast(`${asFailure(error).title}。${asFailure(error).detail}`),
  })
  const all = useMutation({
    mutationFn: async () => { for (const s of list.data?.items ?? []) if (!s.current) await call(operations.sessions.revoke, { id: s.id }) },
    onSuccess: async () => { await signOut(); restart('pages/sign-in/index') },
    onError: (error) => { setEverywhere(false); toast(`${asFailure(error).title}。${asFailure(error).detail}`) },
  })
  const rows = sessionRows(list.data?.items ?? [], now())
  const failure = list.error ? asFailure(list.error) : null
  return (
    <Page title="登录和设备" noScan act={rows.length > 0 && <Button kind="main" text="全部退出登录" act={() => setEverywhere(true)} />}
      over={everywhere && <Dialog title={`${rows.length} 处全部退出？`} text="别处正在填的会停下，这台手机存的资料会清掉。密码没有变，要用再登录。" yes="全部退出" no="先不退" onYes={() => all.mutate()} onNo={() => setEverywhere(false)} busy={all.isPending} />}>
      <View className="in stack pad-t">
        {failure && <Empty icon={failure.unreachable ? 'off' : 'alert'} tone="warn" title={failure.title} lines={[failure.detail]} act={{ text: '再试一次', run: () => { void list.refetch() }, icon: 'refresh' }} />}
        {list.fetchStatus === 'paused' && !list.data && <Banner inset icon="off" text="没有信号，有信号后会自动打开。" />}
        {slow && <SkeletonCard />}
        {rows.length > 0 && (
          <Card flush>
            <CardHead title="正在登录的" count={`${rows.length} 处`} />
            {rows.map((row) => <Cell key={row.id} chip title={row.title} hint={<Facts of={row.hint} />} end={!row.current && <Button small kind="soft" text="退掉" label={`退掉${row.title}`} act={() => end.mutate(row.id)} busy={end.isPending} />} />)}
          </Card>
        )}
        {rows.length > 0 && <View className="hint">有不认识的，先退掉它，再改密码。</View>}
      </View>
    </Page>
  )
}
