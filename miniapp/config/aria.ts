// Lets aria attributes through to WXML: Taro's templates hold none, so they would be dropped without a word.
import path from 'node:path'

const attributes = { 'aria-role': '', 'aria-label': '', 'aria-hidden': '', 'aria-checked': '', 'aria-selected': '', 'aria-disabled': '' }
const components = { View: attributes, Image: attributes, Input: { 'aria-label': '' }, Button: attributes, Text: attributes }

export default (ctx: any) => ctx.registerMethod({
  name: 'onSetupClose',
  fn(platform: any) {
    if (!platform.template) return
    platform.template.mergeComponents(ctx, components)
    platform.runtimePath = [platform.runtimePath, path.resolve(__dirname, 'aria-runtime.ts')].flat()
  },
})
