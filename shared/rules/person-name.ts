// What may be a person's name in this county's records.

const LONGEST = 40

// By ranges, not \p{Script=Han}: the older phones' engine knows no property escapes. Compatibility forms and the extensions A–I are
// in, for register offices do use them (𠮷, 㛃); Latin letters with marks for names from abroad, without × and ÷ that stand among them.
const LETTER = 'A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}'
// One dot (both forms are in registers), or blanks: names of two characters are often spread to the width of three.
const NAME = new RegExp(`^[${LETTER}]+(?:(?:[·•]|[ \\u3000]{1,4})[${LETTER}]+)*$`, 'u')

/** In Chinese, for forms and reports. */
export const NAME_EXPECTED = '1 到 40 个汉字或字母，中间可有“·”或空格'

/** Han characters, rare ones too, and Latin letters, 1 to 40 of all, with · • or blanks between letters; nothing that a page or a spreadsheet could take for more than text. */
export function isPersonName(text: string): boolean {
  return Array.from(text).length <= LONGEST && NAME.test(text)
}
