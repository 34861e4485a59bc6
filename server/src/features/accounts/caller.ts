// Where a request at the door comes from.
import type { Exchange } from '../../kernel/http/handles'
import type { Caller } from './sign-in.service'

/** WeChat's own browser and mini-program both name MicroMessenger. */
export function callerOf({ request }: Exchange): Caller {
  const agent = request.headers['user-agent'] ?? ''
  return { address: request.ip, device: agent.includes('MicroMessenger') ? '微信' : agent.startsWith('Mozilla/') ? '浏览器' : '其他' }
}
