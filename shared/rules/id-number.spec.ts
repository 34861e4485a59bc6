import { certificateCheck, checkCertificate, denseCertificate, makeCertificate, normaliseCertificate, personKeys, readCertificate } from './id-number'

const TODAY = '2020-03-12'
const MALE = '210881195602299972'
const FEMALE = '210881196002299965'

test('the samples of the county are sound', () => {
  expect(checkCertificate({ certificate: MALE, birthDate: '1956-02-29', sex: '1' }, TODAY)).toEqual([])
  expect(readCertificate(FEMALE, TODAY)).toEqual({ person: FEMALE, region: '210881', birthDate: '1960-02-29', sex: '2', disability: null })
  expect(certificateCheck(MALE.slice(0, 17))).toBe('2')
  expect(makeCertificate('210881', '1956-02-29', '997')).toBe(MALE)
  expect(makeCertificate('210881', '1957-02-29', '997')).toBeNull()
  expect(makeCertificate('2108', '1956-02-29', '997')).toBeNull()
})

test('Q01: 18, 20 or 22 characters', () => {
  for (const certificate of ['', MALE.slice(1), `${MALE}1`, `${MALE}123`, `${MALE}12345`]) expect(checkCertificate({ certificate }, TODAY)).toEqual(['Q01'])
})

test('Q02: every single wrong digit of the 18, and dates that cannot be', () => {
  for (let place = 0; place < 18; place++) {
    for (const digit of '0123456789') {
      if (digit !== MALE[place]) expect(checkCertificate({ certificate: MALE.slice(0, place) + digit + MALE.slice(place + 1) }, TODAY)).toContain('Q02')
    }
  }
  const born = (date: string) => `210881${date}999`
  for (const date of ['19570229', '19561301', '18991231', '20200313']) {
    const first17 = born(date)
    expect(checkCertificate({ certificate: first17 + certificateCheck(first17) }, TODAY)).toEqual(['Q02'])
  }
  const today = born('20200312')
  expect(checkCertificate({ certificate: today + certificateCheck(today) }, TODAY)).toEqual([])
  expect(readCertificate('x'.repeat(18), TODAY)).toBeNull()
})

test('Q03: recorded birth date or sex differ', () => {
  expect(checkCertificate({ certificate: MALE, birthDate: '1956-02-28' }, TODAY)).toEqual(['Q03'])
  expect(checkCertificate({ certificate: MALE, sex: '2' }, TODAY)).toEqual(['Q03'])
  expect(checkCertificate({ certificate: FEMALE, sex: '2', birthDate: '1960-02-29' }, TODAY)).toEqual([])
})

test('Q05: category 1–7 and level 1–4', () => {
  expect(readCertificate(`${MALE}43`, TODAY)?.disability).toEqual({ category: '4', level: '3' })
  expect(readCertificate(`${MALE}71B1`, TODAY)?.disability).toEqual({ category: '7', level: '1' })
  for (const tail of ['01', '81', '10', '15', 'XX', '05B1']) expect(checkCertificate({ certificate: MALE + tail }, TODAY)).toEqual(['Q05'])
})

test('as spreadsheets hand it over', () => {
  expect(normaliseCertificate("'21088119560229999x")).toBe('21088119560229999X')
  expect(normaliseCertificate('="210881195602299972"')).toBe(MALE)
  expect(normaliseCertificate(' ２１０８８１ 19560229 9972\u3000')).toBe(MALE)
})

test('whoever types it, with whatever between and around, it is the same person', () => {
  const odd = ['210881', '210882', '210883', '210884', '210885', '210886', '210887', '210888', '210889', '210811', '210812', '210813', '210814', '210815'].map((region) => makeCertificate(region, '1956-02-29', '997') as string).find((made) => made.endsWith('X')) as string
  for (const typed of [odd, odd.toLowerCase(), `${odd.slice(0, 6)}-${odd.slice(6, 14)}-99\u20117x`, `${odd.slice(0, 6)}－19560229－９９７ｘ`, `${odd.slice(0, 6)}.1956.0229.997 X`, `(${odd})`, `${odd}43`, `ID${odd}`, `S/N 7-${odd}-B1`, `H${odd}43B1`]) expect(personKeys(typed)).toContain(odd)
  expect(denseCertificate('h 123·456(7)')).toBe('H1234567')
  expect(personKeys('H123456(7)')).toEqual(['H1234567'])
  expect(personKeys('')).toEqual([''])
})
