import { readDemoAccounts } from './view-model'

test('accounts with their role in words; rows that are none are left out', () => {
  expect(readDemoAccounts(JSON.stringify([{ account: 'helper', password: 'p', role: 'helper', region: '尚和寨村', name: '例志远' }, { account: 'x' }, null]))).toEqual([{ account: 'helper', password: 'p', name: '例志远', roleLabel: '帮扶责任人', where: '尚和寨村' }])
})

test('a page instead of a list is no list', () => { expect(readDemoAccounts('<html>')).toEqual([]) })
