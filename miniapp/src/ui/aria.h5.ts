// What a screen reader and a keyboard are told in a browser.
import type { KeyboardEvent } from 'react'
import type { Attributes, Role, Spoken } from './aria'
import { counted } from '../platform/taps'

export type { Attributes, Role, Spoken }

export function says(role: Role, spoken: Spoken = {}): Attributes {
  const attributes: Attributes = { role }
  if (spoken.label) attributes['aria-label'] = spoken.label
  if (spoken.checked !== undefined) attributes['aria-checked'] = spoken.checked
  if (spoken.selected !== undefined) attributes['aria-selected'] = spoken.selected
  if (spoken.disabled) attributes['aria-disabled'] = true
  if (spoken.current) attributes['aria-current'] = 'page'
  if (role === 'heading') attributes['aria-level'] = spoken.level ?? 2
  return attributes
}

export function presses(act: (() => void) | undefined, role: Role = 'button', spoken: Spoken = {}): Attributes {
  const worked = counted(act)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return
    event.preventDefault()
    worked?.()
  }
  return { ...says(role, { ...spoken, disabled: spoken.disabled ?? act === undefined }), onClick: worked, tabIndex: act ? 0 : -1, ...(act ? { onKeyDown } : {}) }
}

export const silent: Attributes = { 'aria-hidden': true }
