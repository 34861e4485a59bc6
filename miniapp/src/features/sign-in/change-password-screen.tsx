// 修改密码: by the old one; wherever else the account is signed in, it is signed out.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import { asFailure, type Failure } from '../../data/failure'
import { Button } from '../../ui/basics'
import { Field } from '../../ui/field'
import { Page } from '../../ui/page'
import { Banner } from '../../ui/states'

export function ChangePasswordScreen() {
  const [old, setOld] = useState('')
  const [password, setNew] = useState('')
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const field = (name: string) => failure?.errors.find((e) => e.field === name)?.message
  const save = async () => {
    if (busy) return
    setBusy(true)
    setDone(false)
    setFailure(null)
    try {
      await call(operations.passwords.change, { old, password })
      setOld('')
      setNew('')
      setDone(true)
    } catch (error) {
      setFailure(asFailure(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page tone="white" title="修改密码" noScan>
      <View className="in stack pad-t">
        {done && <Banner inset tone="info" text="密码已改。别处的登录都退出了，这里不用重新登录。" />}
        {failure && failure.errors.length === 0 && <Banner inset tone="danger" icon="alert" text={<><View className="b">{failure.title}</View><View>{failure.detail}</View></>} />}
        <Field label="原来的密码" value={old} onInput={setOld} password max={200} autoComplete="current-password" confirm="next" error={field('old')} />
        <Field label="新密码（至少 12 位）" value={password} onInput={setNew} onConfirm={() => { void save() }} password max={200} autoComplete="new-password" error={field('password')} />
        <Button kind="main" text="改密码" act={() => { void save() }} busy={busy} off={old === '' || password === ''} />
      </View>
    </Page>
  )
}
