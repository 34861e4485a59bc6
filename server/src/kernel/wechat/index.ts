export { WechatClient, type Patience, type WechatOptions } from './wechat-client'
export { WechatError, type WechatErrorKind } from './wechat-error'
export type { Picture, PictureType } from './picture'
