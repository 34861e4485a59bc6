// States of a household's path (code list `lifecycle`), as every screen shows them: word, one character for the map, tone.

/** Tone of a chip: work in progress, something to decide, reached, trouble, outside the work. */
export type Tone = 'info' | 'warn' | 'done' | 'danger' | 'muted'

export interface LifecycleState {
  code: string
  id: string
  label: string
  /** One character on the map's tile beside the colour, never colour alone; the same for states that a map need not tell apart. */
  letter: string
  tone: Tone
}

function state(code: string, id: string, label: string, letter: string, tone: Tone): LifecycleState {
  return { code, id, label, letter, tone }
}

/** In the order of the path. The wall map's colours: not exited blue, to exit this year yellow, exited red; here by tone. */
export const LIFECYCLE: readonly LifecycleState[] = [
  state('01', 'applied', '已申请', '申', 'info'),
  state('02', 'reviewed', '已评议', '申', 'info'),
  state('03', 'village_notice', '村公示中', '申', 'info'),
  state('04', 'township_check', '乡镇审核', '申', 'info'),
  state('05', 'township_notice', '乡镇公示中', '申', 'info'),
  state('06', 'county_check', '县审定', '申', 'info'),
  state('07', 'registered', '建档立卡', '建', 'info'),
  state('08', 'assisted', '帮扶中', '帮', 'info'),
  state('09', 'pre_exit', '预脱贫', '预', 'warn'),
  state('10', 'exit_reviewed', '退出评议', '预', 'warn'),
  state('11', 'exit_verified', '退出核实', '预', 'warn'),
  state('12', 'exit_accepted', '退出认可', '预', 'warn'),
  state('13', 'exit_notice', '退出公示中', '预', 'warn'),
  state('14', 'exit_check', '退出审核', '预', 'warn'),
  state('15', 'exited', '已脱贫（享受政策）', '脱', 'done'),
  state('16', 'graduated', '已脱贫（不再享受政策）', '脱', 'done'),
  state('17', 'relapsed', '返贫', '返', 'danger'),
  state('18', 'rejected', '不予纳入', '否', 'muted'),
  state('19', 'removed', '清退', '清', 'muted'),
  state('20', 'extinct', '自然消亡', '亡', 'muted'),
]

/** The state of a code, or null. */
export function lifecycleState(code: string): LifecycleState | null {
  return LIFECYCLE.find((candidate) => candidate.code === code) ?? null
}

/** Registered and still with us: what 名册, visits and the map are about (codes 07–17). */
export function isActive(code: string): boolean {
  return code >= '07' && code <= '17' && lifecycleState(code) !== null
}

/** Exited, policies going on or not. */
export function isExited(code: string): boolean {
  return code === '15' || code === '16'
}
