// What a screen reader is told, in WeChat's words. The twin says the same in a browser's.
import { counted } from '../platform/taps'

export type Role = 'button' | 'link' | 'tab' | 'switch' | 'radio' | 'img' | 'heading' | 'dialog' | 'alert' | 'status' | 'group' | 'tablist' | 'navigation' | 'textbox'
export interface Spoken { label?: string; checked?: boolean; selected?: boolean; disabled?: boolean; current?: boolean; level?: 1 | 2 | 3 }
export type Attributes = Record<string, unknown>

export function says(role: Role, spoken: Spoken = {}): Attributes {
  const attributes: Attributes = { 'aria-role': role === 'heading' ? 'header' : role }
  if (spoken.label) attributes['aria-label'] = spoken.label
  if (spoken.checked !== undefined) attributes['aria-checked'] = spoken.checked
  if (spoken.selected !== undefined) attributes['aria-selected'] = spoken.selected
  if (spoken.disabled) attributes['aria-disabled'] = true
  return attributes
}

/** Something that a tap works. `act` undefined = it can't be worked now. */
export function presses(act: (() => void) | undefined, role: Role = 'button', spoken: Spoken = {}): Attributes {
  return { ...says(role, { ...spoken, disabled: spoken.disabled ?? act === undefined }), onClick: counted(act) }
}

/** For shapes that say nothing. */
export const silent: Attributes = { 'aria-hidden': true }
