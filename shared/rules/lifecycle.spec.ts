import { LIFECYCLE, isActive, isExited, lifecycleState } from './lifecycle'
import { schoolStage } from './school-stage'

test('states in order, each with a word, a letter and a tone', () => {
  expect(LIFECYCLE.map((state) => Number(state.code))).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  for (const state of LIFECYCLE) expect(Array.from(state.letter)).toHaveLength(1)
  // One letter never stands for two tones: grey print tells them apart.
  expect(new Set(LIFECYCLE.map((state) => `${state.letter}${state.tone}`)).size).toBe(new Set(LIFECYCLE.map((state) => state.letter)).size)
  expect(lifecycleState('09')?.label).toBe('预脱贫')
  expect(lifecycleState('99')).toBeNull()
})

test('which states are with us', () => {
  expect(LIFECYCLE.filter((state) => isActive(state.code)).map((state) => state.id)).toEqual([
    'registered', 'assisted', 'pre_exit', 'exit_reviewed', 'exit_verified', 'exit_accepted', 'exit_notice', 'exit_check', 'exited', 'graduated', 'relapsed',
  ])
  expect(isActive('0')).toBe(false)
  expect(isActive('1x')).toBe(false)
  expect([isExited('14'), isExited('15'), isExited('16'), isExited('17')]).toEqual([false, true, true, false])
})

test('school stages', () => {
  expect(['01', '02', '03', '04', '06', '07', '09', '10', '13', '16', '19', '20', '24', '25'].map(schoolStage)).toEqual([
    '学龄前', '学龄前', '小学', '初中', '初中', '高中', '高中', '中职', '高职高专', '技师学院', '技师学院', '本科', '本科', '研究生',
  ])
  for (const none of [null, undefined, '', '00', '26', '3', 'ab']) expect(schoolStage(none)).toBeNull()
})
