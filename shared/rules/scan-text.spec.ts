import { readScan } from './scan-text'
import { seeded } from './seeded-random.fixture'
import { verificationFrom, printVerification } from './verification-code'

const CODE = 'K7M2Q4XD90TRWB3HD'
const WRONG = 'K7M2Q4XD90TRWB3H0'
const NUMBER = '12345679'
const CODE_READ = { kind: 'code', code: CODE }
const ADDRESS = `https://card.example.gov.cn/h/${CODE}`
const once = encodeURIComponent

test.each([
  ['the 8 digits', NUMBER],
  ['with a gap', '1234 5679'],
  ['with a hyphen', '1234-5679'],
  ['full-width', '１２３４５６７９'],
  ['full-width with a wide space', '１２３４　５６７９'],
  ['l typed for 1', 'l2345679'],
  ['with a line end', '12345679\r\n'],
])('number: %s', (_how, text) => {
  expect(readScan(text)).toEqual({ kind: 'number', number: NUMBER })
})

test.each([
  ['bare', CODE],
  ['lower case', CODE.toLowerCase()],
  ['in fours', 'K7M2 Q4XD 90TR WB3H D'],
  ['in fours with hyphens', 'k7m2-q4xd-90tr-wb3h-d'],
  ['with dashes of a Chinese keyboard', 'K7M2—Q4XD—90TR—WB3H—D'],
  ['O typed for 0', 'K7M2Q4XD9OTRWB3HD'],
  ['full-width', 'Ｋ７Ｍ２Ｑ４ＸＤ９０ＴＲＷＢ３ＨＤ'],
  ['address', ADDRESS],
  ['address without TLS', `http://localhost:3000/h/${CODE}`],
  ['address in capitals', ADDRESS.toUpperCase()],
  ['address with a query', `${ADDRESS}?from=poster&x=1`],
  ['address with a hash', `${ADDRESS}#top`],
  ['address with a slash', `${ADDRESS}/`],
  ['address with a tail', `${ADDRESS}\u0000`],
  ['address in a sentence', `${ADDRESS}，请扫码`],
  ['address with spaces around', `\ufeff  ${ADDRESS} \r\n`],
  ['address in groups', 'https://card.example.gov.cn/h/K7M2-Q4XD-90TR-WB3H-D'],
  ['address with encoded groups', 'https://card.example.gov.cn/h/k7m2%20q4xd%2090tr%20wb3h%20d'],
  ['address with O for 0', 'https://card.example.gov.cn/h/K7M2Q4XD9OTRWB3HD'],
  ['address encoded once', once(ADDRESS)],
  ['q', `q=${once(ADDRESS)}`],
  ['q with the time of the scan', `q=${once(ADDRESS)}&scancode_time=1583999999`],
  ['q not encoded', `q=${ADDRESS}?a=1`],
  ['path with q', `pages/household/index?q=${once(`${ADDRESS}?a=1`)}&scancode_time=1583999999`],
  ['path with scene', `pages/household/index?scene=${CODE}`],
  ['path with slash and suffix', `/pages/household/index.html?scene=${CODE}`],
  ['path with encoded scene', `pages/household/index?scene=${once('k7m2-q4xd 90tr-wb3h-d')}`],
  ['path with further parameters', `pages/household/index?from=1&scene=${CODE}&x=%zz`],
  ['path encoded whole', once(`pages/household/index?scene=${CODE}`)],
  ['path with scene encoded character by character', `pages/household/index?scene=${[...CODE].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')}`],
  ['scene parameter', `scene=${CODE}`],
  ['scene parameter with mark', `?scene=${CODE}`],
  ['scene value, encoded', [...CODE].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')],
])('code: %s', (_how, text) => {
  expect(readScan(text)).toEqual(CODE_READ)
})

test.each([
  ['8 digits with a wrong one', '12345678'],
  ['17 characters with a wrong one', WRONG],
  ['the same in an address', `https://card.example.gov.cn/h/${WRONG}`],
  ['the same in a scene', `pages/household/index?scene=${WRONG}`],
])('plausible: %s', (_how, text) => {
  expect(readScan(text)).toEqual({ kind: 'plausible' })
})

const PAPER = verificationFrom('a5c3f01b77e4')!
test.each([
  ['typed as printed', printVerification(PAPER)],
  ['typed small, with spaces', ` ${PAPER.slice(0, 4).toLowerCase()} ${PAPER.slice(4).toLowerCase()} `],
  ['address', `https://card.example.gov.cn/v/${PAPER}`],
  ['address with its hyphen', `https://card.example.gov.cn/v/${printVerification(PAPER)}?from=paper`],
  ['q', `q=${once(`https://card.example.gov.cn/v/${PAPER}`)}`],
])('paper: %s', (_how, text) => {
  expect(readScan(text)).toEqual({ kind: 'paper', code: PAPER })
})

test('a paper\'s code with a slip: foreign where it was typed, a paper that is not ours in an address', () => {
  const slip = (PAPER[0] === 'A' ? 'B' : 'A') + PAPER.slice(1)
  expect(readScan(slip)).toEqual({ kind: 'foreign' })
  expect(readScan(`https://card.example.gov.cn/v/${slip}`)).toEqual({ kind: 'paper', code: slip })
  expect(readScan('https://card.example.gov.cn/v/12345679')).toEqual({ kind: 'foreign' })
})

test.each([
  ['nothing', ''],
  ['spaces', ' \u3000\n'],
  ['a word', '门牌码'],
  ['7 digits', '1234567'],
  ['a barcode', '6901234567892'],
  ['16 characters', CODE.slice(0, 16)],
  ['18 characters', `${CODE}0`],
  ['another page', 'https://card.example.gov.cn/about'],
  ['another page with our code in its query', `https://other.example/x?scene=${CODE}`],
  ['code in a deeper path', `https://card.example.gov.cn/x/h/${CODE}`],
  ['no host', `https:///h/${CODE}`],
  ['the 8 digits in an address', `https://card.example.gov.cn/h/${NUMBER}`],
  ['empty code', 'https://card.example.gov.cn/h/'],
  ['too long a code', `https://card.example.gov.cn/h/${CODE}ABC`],
  ['another scheme', `weixin://h/${CODE}`],
  ['script', `javascript:alert('${CODE}')`],
  ['another parameter', `pages/household/index?sceneX=${CODE}`],
  ['bad escapes', '%E0%A4%A'],
  ['bad escapes in an address', 'https://card.example.gov.cn/h/%zz'],
  ['U, which the alphabet has not', `U${CODE.slice(1)}`],
  ['letters that capitals would turn into ours', `ß${CODE.slice(2)}`],
  ['wifi', 'WIFI:S:net;T:WPA;P:secret;;'],
])('foreign: %s', (_how, text) => {
  expect(readScan(text)).toEqual({ kind: 'foreign' })
})

test('never throws and never wanders, whatever stands in 2048 characters', () => {
  const random = seeded(2048)
  const alphabets = ['%', '%2', '?&=#/%', 'scene=q?&%25', '/h/', 'https:/?#%', 'pages/a?', ' \t\n-\u2014', '0123456789', '\ud800\udc00%\u0000', 'abcxyz%0123456789ABCDEF', '（１％２＆']
  for (const alphabet of alphabets) {
    for (let i = 0; i < 50; i++) expect(['code', 'number', 'paper', 'plausible', 'foreign']).toContain(readScan(random.text(alphabet, 2048)).kind)
  }
  for (const unit of ['https://a/h/', 'pages/', 'scene=', 'q=', '%25', 'a/', '?scene=']) {
    expect(readScan(unit.repeat(Math.floor(2048 / unit.length))).kind).toBe('foreign')
  }
  expect(readScan(CODE + ' '.repeat(2048)).kind).toBe('foreign')
  expect(readScan(' '.repeat(2000) + CODE)).toEqual(CODE_READ)
})

test('encoding nests as deep as the ways in do, not for ever', () => {
  let text = ADDRESS
  for (let i = 0; i < 3; i++) text = once(text)
  expect(readScan(text)).toEqual(CODE_READ)
  for (let i = 0; i < 3; i++) text = once(text)
  expect(readScan(text)).toEqual({ kind: 'foreign' })
})
