// A browser has no WeChat identity: account and password only.
export const hasWechat = false

export async function wechatCode(): Promise<string> {
  throw new Error('no WeChat in a browser')
}
