export { WechatClient, type Patience, type SubscribeMessage, type WechatOptions } from './wechat-client'
export { WechatError, type WechatErrorKind } from './wechat-error'
export type { Picture, PictureType } from './picture'
export { faultOfValue } from './limits'
