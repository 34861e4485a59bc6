// What people type and scanners hand over: full-width forms, spaces of all kinds, dashes of all kinds.

// Written with escapes: most of these cannot be seen in an editor.
const SPACES = /[\s\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff\u0000-\u001f\u007f]+/g
const DASHES = /[-\u2010-\u2015\u2043\u2212\ufe58\ufe63]+/g

/** Full-width ASCII (Ａ, ９, ：) to plain ASCII. Nothing else changes, so the length stays. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
}

/** Without spaces, line ends, zero-width and control characters. */
export function withoutSpaces(text: string): string {
  return text.replace(SPACES, '')
}

/** Without hyphens, dashes and minus signs. */
export function withoutDashes(text: string): string {
  return text.replace(DASHES, '')
}

/** ASCII letters only: `toUpperCase` would turn ß into SS and ı into I, so foreign text could become a code. */
export function upperAscii(text: string): string {
  return text.replace(/[a-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 32))
}
