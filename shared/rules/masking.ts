// What is left of a name, a certificate and a phone number when the reader may not have the whole.

/** Surnames of two characters in use; a name that begins with one shows both. */
const COMPOUND_SURNAMES = new Set(
  ('欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 ' +
    '长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 ' +
    '南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 ' +
    '即墨 达奚 褚师 吴铭 纳兰 归海').split(' '),
)

/** 张守田 → 张**, 欧阳春 → 欧阳**. Always two stars: the length of the name stays hidden. A name of two characters shows one. */
export function maskName(name: string): string {
  const characters = Array.from(name.trim())
  if (characters.length === 0) return ''
  const first = characters.slice(0, 2).join('')
  return `${characters.length > 2 && COMPOUND_SURNAMES.has(first) ? first : characters[0]}**`
}

/**
 * First 6 and last 4 of the person's 18 characters: 210881********9972. Of a disability card (20, 22) the characters
 * behind the 18th are category and level of the disability, so they are left out altogether, and with them the length.
 */
export function maskCertificate(certificate: string): string {
  const person = certificate.slice(0, 18)
  return person.length < 15 ? '*'.repeat(person.length) : person.slice(0, 6) + '*'.repeat(person.length - 10) + person.slice(-4)
}

/** Last 4 of the person's 18 characters; '' for a number too short to hide anything. */
export function certificateLast4(certificate: string): string {
  const person = certificate.slice(0, 18)
  return person.length < 15 ? '' : person.slice(-4)
}

/** 154****0001; of another number (landline) the first 3 and last 4, of a short one nothing. */
export function maskPhone(phone: string): string {
  return phone.length < 10 ? '*'.repeat(phone.length) : phone.slice(0, 3) + '*'.repeat(phone.length - 7) + phone.slice(-4)
}
