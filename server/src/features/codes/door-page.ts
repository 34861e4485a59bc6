// What anybody sees who opens a door code, or the code on the back of a printed card, in a browser: what it is for and how to open it. Asks no table, so it cannot tell whether a code exists.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { looksLikeCode, normaliseCode } from '@onecard/shared/rules/household-code'
import { county } from '../../kernel/county'

const CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

interface Words { title: string; lead: string; steps: readonly string[]; act: string; link: string }

const doorWords = (link: string): Words => ({
  title: `这是${county.settings.name}的门牌码`, lead: '一户一码一卡：帮扶干部上门时扫这个码，查看和登记帮扶情况。', link, act: '登录后打开',
  steps: ['用微信“扫一扫”对准门牌上的码。', '第一次打开要登录，核对身份。', '只有这户人家和负责的干部能看到内容。'],
})

const PAPER_WORDS: Words = {
  title: `这是${county.settings.name}明白卡的核验码`, lead: '这个码只说明手里的纸是不是真的，还是不是现行的一版。', link: '/m/', act: '登录后核验',
  steps: ['打开小程序，登录。', '在首页点“扫一扫”，扫纸背面的码，或输入 8 个字的核验码。', '本户和负责的干部能看到是第几版；别人只能看到是不是真的。'],
}

const page = ({ title, lead, steps, act, link }: Words): string => `<!doctype html>
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
<h1>${title}</h1>
<p>${lead}</p>
<section><h2>怎么打开</h2><ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol></section>
<section><h2>您不是这户或负责的干部？</h2><p>这里不显示任何人的信息。有事请拨打 <a class="tel" href="tel:${county.settings.hotline}">${county.settings.hotline}</a>。</p></section>
<a class="act" href="${link}">${act}</a>
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
  void reply.code(200).header('content-security-policy', CSP).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page(doorWords(link)))
}

/** The same page for every address of a printed card's code. */
function sendPaperPage(_request: FastifyRequest, reply: FastifyReply): void {
  void reply.code(200).header('content-security-policy', CSP).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page(PAPER_WORDS))
}

/** What stands behind `/h/`, without a closing slash; '' when its %-escapes are broken. */
function tailOf(address: string): string {
  try { return decodeURIComponent(address.split(/[?#]/, 1)[0].replace(/^\/h\/?/, '').replace(/\/+$/, '')) } catch { return '' }
}

export function doorPage(fastify: FastifyInstance): void {
  for (const path of ['/h', '/h/*']) fastify.get(path, (request, reply) => { sendDoorPage(request, reply) })
  for (const path of ['/v', '/v/*']) fastify.get(path, (request, reply) => { sendPaperPage(request, reply) })
}
