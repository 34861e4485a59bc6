// What anybody sees who opens a door code in a browser: what it is for and how to open it. Asks no table, so it cannot tell whether a code exists.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { looksLikeCode, normaliseCode } from '@onecard/shared/rules/household-code'
import { county } from '../../kernel/county'

const CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const page = (link: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow">
<title>${county.settings.name}一户一码</title>
<style>
body{margin:0;background:#F5F6F4;color:#1B1F1D;font:18px/1.6 -apple-system,"PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC",sans-serif}
main{max-width:520px;margin:0 auto;padding:32px 16px 48px}
.mark{width:56px;height:56px;color:#1F6B4F}
h1{font-size:26px;line-height:1.35;margin:16px 0 8px}
section{background:#fff;border-radius:12px;padding:16px 20px;margin-top:16px}
h2{font-size:19px;margin:0 0 4px}
p,ol{margin:4px 0;color:#4C5551}ol{padding-left:1.4em}
a.act{display:block;margin-top:24px;min-height:56px;line-height:56px;text-align:center;border-radius:12px;background:#1F6B4F;color:#fff;font-weight:600;text-decoration:none}
a.tel{color:#1F6B4F;font-weight:600}
</style></head><body><main>
<svg class="mark" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M4 10.5 12 4l8 6.5V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM9 12h2v2H9zM13 12h2v2h-2zM9 16h2v1H9zM13 16h2v1h-2z"/></svg>
<h1>这是${county.settings.name}的门牌码</h1>
<p>一户一码一卡：帮扶干部上门时扫这个码，查看和登记帮扶情况。</p>
<section><h2>怎么打开</h2><ol><li>用微信“扫一扫”对准门牌上的码。</li><li>第一次打开要登录，核对身份。</li><li>只有这户人家和负责的干部能看到内容。</li></ol></section>
<section><h2>您不是这户或负责的干部？</h2><p>这里不显示任何人的信息。有事请拨打 <a class="tel" href="tel:${county.settings.hotline}">${county.settings.hotline}</a>。</p></section>
<a class="act" href="${link}">登录后打开</a>
</main></body></html>`

/** Whether an address is a door's, whatever stands behind `/h/`. */
export const isDoor = (request: Pick<FastifyRequest, 'method' | 'url'>): boolean => /^(GET|HEAD)$/.test(request.method) && /^\/h(\/|\?|$)/.test(request.url)

/**
 * The same page for every address of a door: right, wrong, too long or not to be read. What has a code's shape goes on to the phone page as it
 * stands in the address; its being real or not changes nothing here.
 */
export function sendDoorPage(request: FastifyRequest, reply: FastifyReply): void {
  const code = normaliseCode(tailOf(request.url))
  const link = looksLikeCode(code) ? `/m/#/pages/household/index?scene=${code}` : '/m/'
  void reply.code(200).header('content-security-policy', CSP).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page(link))
}

/** What stands behind `/h/`, without a closing slash; '' when its %-escapes are broken. */
function tailOf(address: string): string {
  try { return decodeURIComponent(address.split(/[?#]/, 1)[0].replace(/^\/h\/?/, '').replace(/\/+$/, '')) } catch { return '' }
}

export function doorPage(fastify: FastifyInstance): void {
  for (const path of ['/h', '/h/*']) fastify.get(path, (request, reply) => { sendDoorPage(request, reply) })
}
