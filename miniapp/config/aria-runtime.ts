// The run-time half of aria.ts: the same attributes on the same components.
import { mergeInternalComponents } from '@tarojs/shared'

const attributes = { 'aria-role': '', 'aria-label': '', 'aria-hidden': '', 'aria-checked': '', 'aria-selected': '', 'aria-disabled': '' }
mergeInternalComponents({ View: attributes, Image: attributes, Input: { 'aria-label': '' }, Button: attributes, Text: attributes })
