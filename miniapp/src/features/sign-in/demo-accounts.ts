// The list that a demo server offers beside the page; a production server has no such file.
import { exchange } from '../../platform/request'
import { readDemoAccounts, type DemoAccount } from './view-model'

export async function demoAccounts(): Promise<DemoAccount[]> {
  const answer = await exchange({ method: 'GET', path: '/m/demo-accounts.json', headers: { accept: 'application/json' }, timeoutMs: 10_000 })
  return answer.status === 200 ? readDemoAccounts(answer.text) : []
}
