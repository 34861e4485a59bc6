// Certificate numbers: resident ID (18), disability card (20 = 18 + category + level), reissued disability card (22).
import { isDay } from './day'
import { halfWidth, upperAscii, withoutDashes, withoutSpaces } from './typed-text'

/** Rules of the county's data quality list that one number can break. */
export type CertificateRule = 'Q01' | 'Q02' | 'Q03' | 'Q05'

export interface CertificateFacts {
  /** First 18 characters: the person. Two cards of one person agree in it. */
  person: string
  /** Region of first registration, 6 digits. */
  region: string
  birthDate: string
  /** Code list `sex`: 1 male, 2 female. */
  sex: '1' | '2'
  disability: { category: string; level: string } | null
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/** Capital X, no spaces, no full-width forms; the apostrophe and ="…" that spreadsheets put around numbers dropped. */
export function normaliseCertificate(text: string): string {
  return upperAscii(withoutSpaces(halfWidth(text))).replace(/^(?:="|')/, '').replace(/"$/, '')
}

/** As `normaliseCertificate`, and without what people put between groups of digits: dashes, dots, strokes, commas, brackets. */
export function denseCertificate(text: string): string {
  return withoutDashes(normaliseCertificate(text)).replace(/[.,:;'"_/\\|()[\]·•、。]/g, '')
}

/**
 * Who is meant by a number of any type, the likeliest first: every valid resident ID that stands in it (a card's number before or after other
 * letters is still the person's), else its first 18 characters. Never empty; two numbers of one person share an element.
 */
export function personKeys(text: string): string[] {
  const dense = denseCertificate(text)
  const persons: string[] = []
  for (let at = 0; at + 18 <= dense.length; at++) {
    const person = dense.slice(at, at + 18)
    if (validPerson(person, '9999-12-31')) persons.push(person)
  }
  return persons.length > 0 ? persons : [dense.slice(0, 18)]
}

/** Check character (18th) of the first 17 digits, or null if they are not 17 digits. */
export function certificateCheck(first17: string): string | null {
  if (!/^[0-9]{17}$/.test(first17)) return null
  return CHECKS[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(first17[i]), 0) % 11]
}

/** A whole 18-character number. `region` 6 digits, `sequence` 3 digits (odd = male); null if a part does not fit. */
export function makeCertificate(region: string, birthDate: string, sequence: string): string | null {
  const first17 = `${region}${birthDate.replace(/-/g, '')}${sequence}`
  const check = isDay(birthDate) && region.length === 6 ? certificateCheck(first17) : null
  return check === null ? null : first17 + check
}

function birthDateIn(certificate: string): string {
  return `${certificate.slice(6, 10)}-${certificate.slice(10, 12)}-${certificate.slice(12, 14)}`
}

function validPerson(certificate: string, today: string): boolean {
  const birthDate = birthDateIn(certificate)
  return (
    certificateCheck(certificate.slice(0, 17)) === certificate[17] &&
    isDay(birthDate) && birthDate >= '1900-01-01' && birthDate <= today
  )
}

/** What a sound number says, or null when it breaks Q01, Q02 or Q05. `certificate` in normal form. */
export function readCertificate(certificate: string, today: string): CertificateFacts | null {
  if (checkCertificate({ certificate }, today).length > 0) return null
  const disabled = certificate.length > 18
  return {
    person: certificate.slice(0, 18),
    region: certificate.slice(0, 6),
    birthDate: birthDateIn(certificate),
    sex: Number(certificate[16]) % 2 === 1 ? '1' : '2',
    disability: disabled ? { category: certificate[18], level: certificate[19] } : null,
  }
}

/**
 * Rules broken by one person's number, in order. Q01 length 18, 20, 22; Q02 checksum and a birth date from 1900 to today;
 * Q03 birth date and sex recorded otherwise; Q05 category 1–7 and level 1–4 of a disability card (22 characters: its
 * first 20 are read as such a card). A number of wrong length is judged no further.
 */
export function checkCertificate(person: { certificate: string; birthDate?: string; sex?: string }, today: string): CertificateRule[] {
  const { certificate } = person
  if (![18, 20, 22].includes(certificate.length)) return ['Q01']
  const broken: CertificateRule[] = []
  const sound = validPerson(certificate, today)
  if (!sound) broken.push('Q02')
  const sex = Number(certificate[16]) % 2 === 1 ? '1' : '2'
  const otherBirth = person.birthDate !== undefined && person.birthDate !== birthDateIn(certificate)
  const otherSex = person.sex !== undefined && person.sex !== sex
  if (sound && (otherBirth || otherSex)) broken.push('Q03')
  if (certificate.length > 18 && !/^[1-7][1-4]/.test(certificate.slice(18))) broken.push('Q05')
  return broken
}
