// Names of the drawn set in icons.css.
export const ICONS = [
  'scan', 'home', 'roster', 'map', 'user', 'back', 'go', 'down', 'phone', 'plus', 'check', 'x',
  'alert', 'info', 'clock', 'off', 'pin', 'doc', 'edit', 'drop', 'med', 'book', 'yuan', 'shield',
  'filter', 'cal', 'copy', 'up', 'dn', 'refresh', 'eye', 'undo', 'lock', 'text', 'search', 'key',
  'bksp', 'torch', 'img', 'chat', 'people', 'tool', 'print', 'hand', 'mark',
  'camera', 'more', 'flag', 'sign', 'upload', 'sprout', 'bag',
] as const
export type IconName = (typeof ICONS)[number]
