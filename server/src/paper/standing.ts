// What the year comes to, in the words of the box under the sums: reached, how much is missing, or why nothing is judged yet.
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { day, exact, lastDay, month, phone, yuan } from './words'

export interface Standing { /** 19,646 元 ÷ 3 人 =; '' where nothing is divided. */ way: string; figure: string; line: string; ok: boolean | null; verdict: string; remarks: string[] }

const UNDECIDED = '暂不判断'

export function standingOf(content: AnnualCardContent): Standing {
  const { divisor, perCapitaFen, lineFen, below, missingMonths, net } = content
  const line = `当年标准 ${yuan(lineFen)} 元`
  const way = divisor.scale === 1 ? `${yuan(net.fen)} 元 ÷ ${divisor.heads} 人` : `${yuan(net.fen)} 元 × ${divisor.scale} ÷ ${divisor.heads} 人月`
  if (nothingEntered(content)) return { way: '', figure: '本年度没有收支记录', line: '', ok: null, verdict: UNDECIDED, remarks: [`没有记录不等于收入为 0 元。${whomToAsk(content)}`] }
  if (perCapitaFen === null) return { way, figure: '不计算人均', line: '', ok: null, verdict: UNDECIDED, remarks: [`${day(lastDay(content.to))} 在册 ${divisor.members} 人。请村里核对家庭成员变更。`] }
  if (missingMonths > 0) {
    return { way: `${way} =`, figure: `到目前人均 ${exact(perCapitaFen)} 元`, line: missingText(content), ok: null, verdict: UNDECIDED, remarks: [`12 个月里有 ${12 - missingMonths} 个月已审核，补齐以后出新的一版。`, ...remarksOf(content)] }
  }
  const figure = `人均纯收入 ${exact(perCapitaFen)} 元`
  if (below !== true) return { way: `${way} =`, figure, line, ok: true, verdict: '达到标准', remarks: remarksOf(content) }
  const missing = lineFen - perCapitaFen
  const close = missing <= 0 ? ['比较用原数，不用四舍五入后的数。'] : []
  return { way: `${way} =`, figure, line, ok: false, verdict: missing > 0 ? `还差 ${exact(missing)} 元` : '还差不到 1 分', remarks: [...close, ...remarksOf(content)] }
}

/** One or two by name, more by number. */
function missingText({ missing, missingMonths }: AnnualCardContent): string {
  return missing.length > 0 && missing.length <= 2 ? `缺 ${missing.map(month).join('、')}` : `还缺 ${missingMonths} 个月`
}

export const nothingEntered = ({ perCapitaFen, divisor, items, gross }: AnnualCardContent): boolean => perCapitaFen === null && divisor.heads > 0 && items.length === 0 && gross.fen === 0

function whomToAsk({ helpers, hotline }: AnnualCardContent): string {
  const [helper] = helpers
  return helper ? `请联系帮扶责任人 ${helper.name} ${phone(helper.phone)}。` : `请拨打 ${hotline}。`
}

/** How heads were counted, what did not count, and what was lost on the fields: said under the figure, so that it can be done again by hand. */
function remarksOf(content: AnnualCardContent): string[] {
  const { divisor, excludedFen, rigidFen, groups } = content
  const heads = divisor.rule === 'registered_at_period_end' ? `人口按期末在册人数（${day(lastDay(content.to))}）。` : `人口按实际在家月数 ÷ 12，期末在册 ${divisor.members} 人。`
  const lost = groups.E.fen - groups.B.fen
  return [
    `口径：${heads}`,
    ...(excludedFen > 0 ? [`另有 ${yuan(excludedFen)} 元按规定不计入收入。`] : []),
    ...(rigidFen > 0 ? [`医疗、上学等刚性支出 ${yuan(rigidFen)} 元记在旁边，不从收入里减。`] : []),
    ...(groups.E.fen > 0 && lost > 0 ? [`种养亏了 ${yuan(lost)} 元（收入 ${yuan(groups.B.fen)} 元，支出 ${yuan(groups.E.fen)} 元）。`] : []),
  ]
}
