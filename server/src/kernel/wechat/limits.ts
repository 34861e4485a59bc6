// What WeChat takes as the value of each kind of a message template's keys: thing1, phrase3, time2 … One value that does not fit, and nothing is sent (47003).

const chinese = (text: string): boolean => /^[\u4e00-\u9fff]+$/.test(text)
const length = (text: string): number => [...text].length

const FITS: Readonly<Record<string, (value: string) => boolean>> = {
  thing: (value) => length(value) <= 20,
  phrase: (value) => length(value) <= 5 && chinese(value),
  name: (value) => (chinese(value) ? length(value) <= 10 : length(value) <= 20),
  character_string: (value) => length(value) <= 32 && /^[\x20-\x7e]+$/.test(value),
  letter: (value) => length(value) <= 32 && /^[A-Za-z]+$/.test(value),
  number: (value) => /^-?\d{1,32}(\.\d+)?$/.test(value) && length(value) <= 32,
  symbol: (value) => length(value) <= 5,
  phone_number: (value) => length(value) <= 17 && /^[+\d-]+$/.test(value),
  car_number: (value) => length(value) <= 8,
  amount: (value) => /^\D?\d{1,10}(\.\d{1,2})?\D?$/.test(value),
  date: (value) => /^\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d{2})?$/.test(value),
  time: (value) => /^(\d{4}年\d{1,2}月\d{1,2}日)?( ?\d{1,2}:\d{2})?$/.test(value),
  enum: (value) => length(value) <= 20,
}

/** Null when WeChat takes the value under this key; else what is wrong, without the value. */
export function faultOfValue(key: string, value: string): string | null {
  const [, kind] = /^([a-z_]+?)\d+$/.exec(key) ?? []
  const fits = kind === undefined ? undefined : FITS[kind]
  if (!fits) return `${key} is no key of a template`
  if (!value.trim()) return `${key} is empty`
  return fits(value) ? null : `${key} does not fit`
}
