// 设置密码: a new account, or one whose password was reset, opened by the one-time code that the administrator gave.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { asFailure, type Failure } from '../../data/failure'
import { switchTab } from '../../platform/page'
import { setPassword } from '../../session/session'
import { Button } from '../../ui/basics'
import { Field } from '../../ui/field'
import { Page } from '../../ui/page'
import { Banner } from '../../ui/states'

export function SetPasswordScreen() {
  const [account, setAccount] = useState('')
  const [code, setCode] = useState('')
  const [password, setNew] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const field = (name: string) => failure?.errors.find((e) => e.field === name)?.message
  const save = async () => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    try {
      await setPassword(account.trim(), code, password)
      switchTab('pages/home/index')
    } catch (error) {
      setFailure(asFailure(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page tone="white" title="设置密码" noScan>
      <View className="in stack pad-t">
        {failure && failure.errors.length === 0 && <Banner inset tone="danger" icon="alert" text={<><View className="b">{failure.title}</View><View>{failure.detail}</View></>} />}
        <View className="hint">新账号，或密码刚重设过：向管理员要一次性码，72 小时内用一次。</View>
        <Field label="账号" value={account} onInput={setAccount} max={64} autoComplete="username" confirm="next" error={field('account')} />
        <Field label="一次性码" value={code} onInput={setCode} max={40} autoComplete="one-time-code" confirm="next" error={field('code')} />
        <Field label="新密码（至少 12 位）" value={password} onInput={setNew} onConfirm={() => { void save() }} password max={200} autoComplete="new-password" error={field('password')} />
        <Button kind="main" text="设好密码并登录" act={() => { void save() }} busy={busy} off={account.trim() === '' || code.trim() === '' || password === ''} />
      </View>
    </Page>
  )
}
