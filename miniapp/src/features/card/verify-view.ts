// What a paper card's code comes to, in words. Pure. Out of scope it is 「是真的」 or 「不是真的」, and nothing more.
import { formatInstant } from '@onecard/shared/rules/day'
import type { VerificationView } from '@onecard/shared/contract/annual-cards.views'
import type { Tone } from '../../ui/basics'
import type { IconName } from '../../ui/icon-names'

export interface Verdict { icon: IconName; tone: Tone; title: string; lines: string[]; open: { household: string; year: string } | null }
export function verdictOf(view: VerificationView, today: string): Verdict {
  if (!view.genuine) return { icon: 'alert', tone: 'danger', title: '这张纸不是真的', lines: ['核验码对不上，不是县里签发的。', '请把这张纸交给村里。'], open: null }
  if (view.standing === undefined) return { icon: 'check', tone: 'done', title: '是县里签发的', lines: ['这张纸是真的。', '不在您负责的范围，看不到是哪一户。'], open: null }
  const open = view.household && view.year ? { household: view.household, year: String(view.year) } : null
  const whose = [view.headName && view.year ? `${view.headName}，${view.year}年度明白卡` : '', view.issuedAt ? `${formatInstant(Date.parse(view.issuedAt), today)} 签发` : ''].filter(Boolean)
  return view.standing === 'current'
    ? { icon: 'check', tone: 'done', title: `第 ${view.version} 版，现行`, lines: whose, open }
    : { icon: 'info', tone: 'warn', title: `已更新为第 ${view.currentVersion} 版`, lines: [`手里这张是第 ${view.version} 版，请换新的。`, ...whose], open }
}
