// How login names are compared: phones capitalise the first letter and leave a blank behind it.

/** Null for what no account can be called; the column is ASCII. */
export function loginName(typed: string): string | null {
  const name = typed.trim().toLowerCase()
  return /^[\x21-\x7e]{1,64}$/.test(name) ? name : null
}
