// The only reader of process.env: checked once at start, typed ever after.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Env {
  production: boolean
  port: number
  host: string
  publicUrl: string
  dataDir: string
  /** Application account; when absent outside production it is derived from the owner and given its grants. */
  databaseUrl: string | null
  databaseOwnerUrl: string
  masterSecret: string
  seed: 'demo' | 'none'
  wechatBaseUrl: string
  wechatAppid: string
  wechatSecret: string
  trustProxy: string[]
  logLevel: string
}

interface Rule { meaning: string; default?: string; production?: boolean; secret?: boolean }

/** Project root, from dist (server/dist/kernel) and from source (server/src/kernel) alike. */
export const ROOT = join(__dirname, '../../..')

/** Throws one Error that names every missing or impossible variable. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const schema = JSON.parse(readFileSync(join(ROOT, 'config/env/schema.json'), 'utf8')) as Record<string, Rule>
  const production = source.NODE_ENV === 'production'
  const faults: string[] = []
  const get = (name: string): string => {
    const given = source[name]
    if (given) return given
    if (production && schema[name]?.production) faults.push(`${name} 未设置（${schema[name].meaning}）`)
    return schema[name]?.default ?? ''
  }
  const applicationUrl = get('DATABASE_URL')
  const env: Env = {
    production, port: Number(get('PORT')), host: get('HOST'), publicUrl: get('PUBLIC_URL').replace(/\/$/, ''), dataDir: get('DATA_DIR'),
    databaseUrl: source.DATABASE_OWNER_URL ? applicationUrl || null : null, databaseOwnerUrl: get('DATABASE_OWNER_URL') || applicationUrl,
    masterSecret: get('MASTER_SECRET'), seed: get('SEED') === 'none' ? 'none' : 'demo',
    wechatBaseUrl: get('WECHAT_BASE_URL').replace(/\/$/, ''), wechatAppid: get('WECHAT_APPID') || 'wx0', wechatSecret: get('WECHAT_SECRET') || 'stand-in',
    trustProxy: get('TRUST_PROXY').split(',').filter(Boolean), logLevel: get('LOG_LEVEL'),
  }
  if (production) env.seed = 'none'
  if (production && source.SEED === 'demo') faults.push('SEED=demo 在生产环境不允许')
  if (production && !/^https:/.test(env.wechatBaseUrl)) faults.push('WECHAT_BASE_URL 在生产环境必须是 https 地址')
  if (Buffer.from(env.masterSecret, 'base64').length < 32) faults.push(`MASTER_SECRET 至少要 32 字节（base64）`)
  if (!env.databaseOwnerUrl) faults.push('DATABASE_URL 或 DATABASE_OWNER_URL 未设置')
  if (!Number.isInteger(env.port) || env.port < 0 || env.port > 65535) faults.push('PORT 不是端口号')
  if (faults.length) throw new Error(`环境变量有问题，没有启动：\n- ${[...new Set(faults)].join('\n- ')}`)
  return env
}
