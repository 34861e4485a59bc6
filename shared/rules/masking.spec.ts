import { certificateLast4, maskCertificate, maskName, maskPhone } from './masking'

test('names: the surname and two stars, whatever the length', () => {
  expect(maskName('张三')).toBe('张**')
  expect(maskName('张守田')).toBe('张**')
  expect(maskName('欧阳春')).toBe('欧阳**')
  expect(maskName('诸葛孔明')).toBe('诸葛**')
  expect(maskName('东方')).toBe('东**')
  expect(maskName('𠮷田一')).toBe('𠮷**')
  expect(maskName(' 张三 ')).toBe('张**')
  expect(maskName('')).toBe('')
})

test('certificates: 6 and 4 of the person, nothing of a disability', () => {
  expect(maskCertificate('210881195602299972')).toBe('210881********9972')
  expect(maskCertificate('21088119560229997243')).toBe('210881********9972')
  expect(maskCertificate('21088119560229997243B1')).toBe('210881********9972')
  expect(certificateLast4('21088119560229997243')).toBe('9972')
  expect(maskCertificate('12345678')).toBe('********')
  expect(certificateLast4('12345678')).toBe('')
})

test('phones', () => {
  expect(maskPhone('15400000001')).toBe('154****0001')
  expect(maskPhone('041712345678')).toBe('041*****5678')
  expect(maskPhone('7812345')).toBe('*******')
})
