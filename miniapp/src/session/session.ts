// Who is signed in on this phone.
import { create } from 'zustand'
import { operations } from '@onecard/shared/operations'
import type { Permission } from '@onecard/shared/permissions'
import type { ActorView, SessionView } from '@onecard/shared/contract/accounts.views'
import { call } from '../data/call'
import { loadKept, wipeKept } from '../data/kept'
import { forgetHeads } from '../data/heads'
import { ownedBy } from '../data/own'
import { queries } from '../data/queries'
import { now } from '../platform/clock'
import { openedWith } from '../platform/page'
import { drop, getPlain, getSecret, putPlain, putSecret } from '../platform/storage'
import { setToken, token, whenEnded } from './token'

const KEY = 'session'

/** `starting` until storage has answered; then in or out. */
export type Standing = 'starting' | 'out' | 'in'
interface State {
  standing: Standing
  actor: ActorView | null
  /** True after the server, not the person, ended it: the sign-in page then says so. */
  ended: boolean
  /** 关怀版 by the person's own switch; null = as the role has it. */
  large: boolean | null
}

export const useSession = create<State>(() => ({ standing: 'starting', actor: null, ended: false, large: null }))

export function actor(): ActorView | null { return useSession.getState().actor }
export function can(permission: Permission): boolean { return actor()?.permissions.includes(permission) ?? false }
export function useCan(permission: Permission): boolean { return useSession((s) => s.actor?.permissions.includes(permission) ?? false) }

export function isLarge(state: State): boolean { return state.large ?? state.actor?.large ?? false }
export function useLarge(): boolean { return useSession(isLarge) }

/** One switch for households, one for everybody else, so that a borrowed phone keeps both habits. */
function largeKey(who: ActorView | null): string { return who?.large ? 'large.household' : 'large.other' }
function readLarge(who: ActorView | null): boolean | null {
  const said = getPlain(largeKey(who))
  return said === null ? null : said === 'yes'
}

export function setLarge(large: boolean): void {
  putPlain(largeKey(actor()), large ? 'yes' : 'no')
  useSession.setState({ large })
}

let started: Promise<void> | null = null
/** Reads the phone once; asks the server afterwards, without holding up the first screen. */
export function startSession(): Promise<void> {
  started ??= restore()
  return started
}

async function restore(): Promise<void> {
  const [text] = await Promise.all([getSecret(KEY), loadKept(openedWith().id)])
  const saved = text ? (JSON.parse(text) as SessionView) : null
  if (!saved || Date.parse(saved.expiresAt) <= now()) {
    const wiped = wipeKept()
    if (saved) await Promise.all([drop(KEY), wiped])
    useSession.setState({ standing: 'out', large: readLarge(null), ended: saved !== null })
    return
  }
  setToken(saved.token)
  useSession.setState({ standing: 'in', actor: saved.actor, large: readLarge(saved.actor) })
  void ownedBy(saved.actor.account)
  call(operations.me.get, {}).then((fresh) => {
    if (token() !== saved.token) return
    useSession.setState({ actor: fresh })
    void putSecret(KEY, JSON.stringify({ ...saved, actor: fresh } satisfies SessionView))
  }, () => undefined)
}

export async function signIn(account: string, password: string): Promise<void> {
  await begin(await call(operations.sessions.create, { account, password }))
}

/** `phoneCode` the first time only: the server answers session.phone_needed without it. */
export async function signInByWechat(code: string, phoneCode?: string): Promise<void> {
  await begin(await call(operations.sessions.createByWechat, phoneCode ? { code, phoneCode } : { code }))
}

/** By the one-time code of a new account or a reset. */
export async function setPassword(account: string, code: string, password: string): Promise<void> {
  await begin(await call(operations.passwords.set, { account, code, password }))
}

/** By the six digits that a helper showed: this phone opens the household from now on. */
export async function bindByCode(code: string, wechatCode: string): Promise<void> {
  await begin(await call(operations.privacy.bind, { code, wechatCode }))
}

async function begin(session: SessionView): Promise<void> {
  await clear()
  setToken(session.token)
  void ownedBy(session.actor.account)
  useSession.setState({ standing: 'in', actor: session.actor, ended: false, large: readLarge(session.actor) })
  await putSecret(KEY, JSON.stringify(session))
}

async function clear(): Promise<void> {
  setToken(null)
  // What waits to be sent and what is half typed stay on the phone, for the same person's next session.
  void ownedBy(null)
  void queries.cancelQueries()
  queries.clear()
  forgetHeads()
  await Promise.all([drop(KEY), wipeKept()])
}

/** The server is told where it can be reached; the phone is wiped in any case. */
export async function signOut(): Promise<void> {
  await call(operations.sessions.end, {}).catch(() => undefined)
  await clear()
  useSession.setState({ standing: 'out', actor: null, ended: false })
}

whenEnded(() => {
  void clear()
  useSession.setState({ standing: 'out', actor: null, ended: true })
})
