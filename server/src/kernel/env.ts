// The only reader of process.env: checked once at start, typed ever after.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { faultsOf } from '../../../config/env/faults.cjs'
import type { S3Place } from './files/s3-store'
import { StartRefused } from './start-refused'

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
  /** Which version of the mini-program a message opens. */
  wechatMiniprogramState: 'formal' | 'trial' | 'developer'
  /** Message templates by topic; those that are not set come from config/county/notices.json. */
  wechatTemplates: Partial<Record<string, string>>
  trustProxy: string[]
  logLevel: string
  /** Where photos lie when not in DATA_DIR/files. */
  filesS3: S3Place | null
}

interface Rule { meaning: string; default?: string; production?: boolean; secret?: boolean }

/** Project root, from dist (server/dist/kernel) and from source (server/src/kernel) alike. */
export const ROOT = join(__dirname, '../../..')

const TEMPLATE_TOPICS = ['visit_due', 'entry_returned', 'problem_due', 'change_decided', 'problem_answered'] as const

/** For programs that are started without a launcher: what ENV_FILE says joins the environment; what is set already stays. */
function loadEnvFile(): void {
  const file = process.env.ENV_FILE
  if (!file) return
  try { process.loadEnvFile(resolve(file)) } catch (error) {
    throw new StartRefused(`ENV_FILE=${file} 打不开，没有启动：请检查路径和权限（${(error as NodeJS.ErrnoException).code ?? '格式不对'}）`)
  }
}

/** Throws one StartRefused that names every missing or impossible variable. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  if (source === process.env) loadEnvFile()
  const schema = JSON.parse(readFileSync(join(ROOT, 'config/env/schema.json'), 'utf8')) as Record<string, Rule>
  const production = source.NODE_ENV === 'production'
  const get = (name: string): string => source[name] || schema[name]?.default || ''
  const faults = faultsOf(source, schema)
  if (!production) {
    // The launcher gives both outside production.
    if (!get('MASTER_SECRET')) faults.push(`MASTER_SECRET 未设置，请给出：${schema.MASTER_SECRET.meaning}；npm 的命令会自己准备`)
    if (!get('DATABASE_OWNER_URL') && !get('DATABASE_URL')) faults.push(`DATABASE_URL 未设置，请给出：${schema.DATABASE_URL.meaning}；npm 的命令会自己准备`)
  }
  if (faults.length) throw new StartRefused(`环境变量有问题，没有启动：\n- ${faults.join('\n- ')}`)
  const applicationUrl = get('DATABASE_URL')
  return {
    production, port: Number(get('PORT')), host: get('HOST'), publicUrl: get('PUBLIC_URL').replace(/\/$/, ''), dataDir: get('DATA_DIR'),
    databaseUrl: source.DATABASE_OWNER_URL ? applicationUrl || null : null, databaseOwnerUrl: get('DATABASE_OWNER_URL') || applicationUrl,
    masterSecret: get('MASTER_SECRET'), seed: production || get('SEED') === 'none' ? 'none' : 'demo',
    wechatBaseUrl: get('WECHAT_BASE_URL').replace(/\/$/, ''), wechatAppid: get('WECHAT_APPID') || 'wx0', wechatSecret: get('WECHAT_SECRET') || 'stand-in',
    wechatMiniprogramState: get('WECHAT_MINIPROGRAM_STATE') as Env['wechatMiniprogramState'],
    wechatTemplates: Object.fromEntries(TEMPLATE_TOPICS.map((topic) => [topic, get(`WECHAT_TEMPLATE_${topic.toUpperCase()}`)])),
    trustProxy: get('TRUST_PROXY').split(',').map((part) => part.trim()).filter(Boolean), logLevel: get('LOG_LEVEL'),
    filesS3: get('FILES_S3_ENDPOINT') ? {
      endpoint: get('FILES_S3_ENDPOINT'), region: get('FILES_S3_REGION'), bucket: get('FILES_S3_BUCKET'), prefix: get('FILES_S3_PREFIX'),
      accessKey: get('FILES_S3_ACCESS_KEY'), secretKey: get('FILES_S3_SECRET_KEY'),
    } : null,
  }
}
