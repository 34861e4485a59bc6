// Who holds the phone, by WeChat.
import Taro from '@tarojs/taro'

export const hasWechat = true

/** A code for the server, good for five minutes and once. */
export async function wechatCode(): Promise<string> {
  const { code } = await Taro.login()
  if (!code) throw new Error('wx.login gave no code')
  return code
}

/** Who binds this phone: here WeChat's own word. */
export const identityCode = wechatCode
