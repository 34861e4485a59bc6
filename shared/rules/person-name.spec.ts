import { isPersonName } from './person-name'

test.each(['样', '样甲山', '欧阳春', '𠮷田', '例㛃', '样𬭳䶮', '阿依古丽·例', '例•买买提', '样  甲', '样　甲', 'Anna Müller', '〇', '样'.repeat(40), '𠮷'.repeat(40)])('%s is a name', (name) => {
  expect(isPersonName(name)).toBe(true)
})

test.each(['', ' ', '样'.repeat(41), '<b>样甲</b>', '=样甲', '+样甲', '-样甲', '@样甲', "'样甲", '样甲1', '样甲（已故）', '·样', '样·', ' 样甲', '样甲 ', '样··甲', '样\n甲', '样\t甲', '样甲\u0000', '样\u200b甲', '样\u202e甲', '样,甲', '样×甲', '😀', '\ud842', '=HYPERLINK("x")'])('%j is none', (name) => {
  expect(isPersonName(name)).toBe(false)
})

test('a long text without an end is refused at once', () => {
  expect(isPersonName(`${'样 '.repeat(500_000)}!`)).toBe(false)
})
