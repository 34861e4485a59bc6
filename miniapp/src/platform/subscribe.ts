// Asking WeChat whether one message may be sent.
import Taro from '@tarojs/taro'

/** Whether this platform has messages at all. */
export const subscribes = true

/**
 * To be called in the tap itself: WeChat refuses after a timer or an awaited answer. At most 3 templates. Answers what was said by template
 * (`accept`, `reject`, `ban`, …); empty when the question could not be put, such as with all messages of WeChat switched off.
 */
export async function askToRemind(templates: string[]): Promise<Record<string, string>> {
  try {
    const said = await Taro.requestSubscribeMessage({ tmplIds: templates } as Taro.requestSubscribeMessage.Option) as unknown as Record<string, string>
    return Object.fromEntries(templates.filter((id) => typeof said[id] === 'string').map((id) => [id, said[id]]))
  } catch {
    return {}
  }
}
