// Starts the stand-in by itself. PORT: where (default: a free port). WECHAT_APPID, WECHAT_SECRET: what it takes for right. WECHAT_PAGES: published pages, by commas.
import { startStandIn } from './server'

startStandIn({
  port: Number(process.env.PORT ?? 0),
  appid: process.env.WECHAT_APPID || undefined,
  secret: process.env.WECHAT_SECRET || undefined,
  pages: process.env.WECHAT_PAGES?.split(',').filter(Boolean),
}).then(({ url, stop }) => {
  console.log(`listening ${url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { void stop().then(() => process.exit(0)) })
}, (error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
