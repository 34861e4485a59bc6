// What an environment must not be: one list for the launchers and the server. CommonJS on Node alone, so that both load it before anything is built.
const { isIP } = require('node:net')

const SECRET_BYTES = 32
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']
const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal']

const parsed = (text) => { try { return new URL(text) } catch { return null } }

/** Each check: what is wrong and what to do, or null. Values of secrets are never repeated. */
const CHECKS = {
  NODE_ENV: (value) => ['development', 'test', 'production'].includes(value) ? null : `=${value}：只能是 development 或 production; must be development or production`,
  PORT: (value) => /^\d+$/.test(value) && Number(value) <= 65535 ? null : `=${value} 不是端口号，请填 0 到 65535 的整数; is no port, give a number from 0 to 65535`,
  SEED: (value, production) => !['demo', 'none'].includes(value) ? `=${value}：只能是 demo 或 none; must be demo or none`
    : production && value === 'demo' ? '=demo 在生产环境不允许，请去掉; is impossible in production, leave it out' : null,
  PUBLIC_URL: (value, production) => {
    const url = parsed(value)
    if (!url || !/^https?:$/.test(url.protocol)) return `=${value} 不是网址，请填 https://域名; is no address, give https://host`
    if (production && url.protocol !== 'https:') return `=${value} 在生产环境必须是 https 地址，请填 https://域名; must be https in production`
    return url.pathname === '/' && !url.search && !url.hash && !url.username ? null : `=${value} 只能有域名和端口，请去掉后面的部分; must be a host alone, without a path`
  },
  DATABASE_URL: database,
  DATABASE_OWNER_URL: database,
  MASTER_SECRET: (value) => /^[A-Za-z0-9+/_-]+={0,2}$/.test(value) && Buffer.from(value, 'base64').length >= SECRET_BYTES ? null
    : ` 至少要 ${SECRET_BYTES} 字节（base64），请用 openssl rand -base64 ${SECRET_BYTES} 生成; needs at least ${SECRET_BYTES} bytes in base64, make it with openssl rand -base64 ${SECRET_BYTES}`,
  WECHAT_BASE_URL: (value, production) => {
    const url = parsed(value)
    if (!url || !/^https?:$/.test(url.protocol)) return `=${value} 不是网址，请填 https://api.weixin.qq.com 或去掉; is no address, give https://api.weixin.qq.com or leave it out`
    return production && url.protocol !== 'https:' ? ' 在生产环境必须是 https 地址，请填 https://api.weixin.qq.com 或去掉; must be https in production, leave it out for the usual one' : null
  },
  WECHAT_MINIPROGRAM_STATE: (value) => ['formal', 'trial', 'developer'].includes(value) ? null : `=${value}：只能是 formal、trial 或 developer; must be one of these`,
  FILES_S3_ENDPOINT: (value, production, environment) => {
    const url = parsed(value)
    if (!url || !/^https?:$/.test(url.protocol)) return `=${value} 不是网址，请填 https://主机 或去掉; is no address, give https://host or leave it out`
    if (production && url.protocol !== 'https:') return ' 在生产环境必须是 https 地址; must be https in production'
    const lacking = ['FILES_S3_BUCKET', 'FILES_S3_ACCESS_KEY', 'FILES_S3_SECRET_KEY'].filter((name) => !environment[name])
    return lacking.length ? ` 还要给出 ${lacking.join('、')}; needs these too` : null
  },
  FILES_S3_PREFIX: (value) => /^(?:[A-Za-z0-9._-]+\/)+$/.test(value) ? null : `=${value} 要以 / 结尾，只用字母、数字和 . _ -; must end in / and hold letters, digits and . _ - alone`,
  TRUST_PROXY: (value) => {
    const wrong = value.split(',').map((part) => part.trim()).filter((part) => part && !isRange(part))
    return wrong.length ? `：${wrong.join('、')} 不是 IP 地址或网段，请填代理的地址，用逗号分开; is no address or range, give the proxies' addresses, comma-separated` : null
  },
  LOG_LEVEL: (value) => LEVELS.includes(value) ? null : `=${value}：只能是 ${LEVELS.join('、')}; must be one of these`,
}

function database(value) {
  const url = parsed(value)
  const form = 'mysql://用户:密码@主机:3306/库名'
  if (!url || url.protocol !== 'mysql:' || !decodes(url)) return ` 不是数据库地址，请填 ${form}，密码里的特殊字符写成 %XX; is no database address, give mysql://user:password@host:3306/name with special characters of the password as %XX`
  return /^\/[^/]+$/.test(url.pathname) && url.username ? null : ` 缺用户或库名，请填 ${form}; lacks the user or the database's name`
}

function decodes(url) {
  try { return Boolean(decodeURIComponent(url.username) + decodeURIComponent(url.password) + url.hostname) } catch { return false }
}

function isRange(text) {
  const [address, bits, more] = text.split('/')
  const kind = isIP(address)
  if (more !== undefined || (!kind && !NAMED_RANGES.includes(text))) return false
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128))
}

/**
 * @param {Record<string, string | undefined>} environment
 * @param {Record<string, { meaning: string, production?: boolean }>} schema config/env/schema.json
 * @returns {string[]} every fault, each beginning with its variable's name and saying what to do; an empty variable is one that is not there
 */
function faultsOf(environment, schema) {
  const production = environment.NODE_ENV === 'production'
  const missing = production ? Object.keys(schema).filter((name) => schema[name].production && !environment[name]) : []
  const wrong = Object.keys(CHECKS).filter((name) => environment[name]).map((name) => [name, CHECKS[name](environment[name], production, environment)])
  return [...missing.map((name) => `${name} 未设置，请给出 is missing, give it：${schema[name].meaning}`), ...wrong.filter(([, fault]) => fault).map(([name, fault]) => name + fault)]
}

module.exports = { faultsOf }
