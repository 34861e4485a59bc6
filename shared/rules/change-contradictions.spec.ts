import { contradictions } from './change-contradictions'

const said = (of: 'household' | 'member', form: Record<string, string | null>): string[] => contradictions(of, (name) => form[name]).map(({ field }) => field)

test.each([
  ['household', { causeMain: '01', causeOther1: '02', causeOther2: '01' }, ['causeOther2']],
  ['household', { causeOther1: '02', causeOther2: '02' }, ['causeOther2']],
  ['household', { causeMain: '01', causeOther1: null, causeOther2: null }, []],
  ['household', { dangerHouse: '0', dangerLevel: 'D' }, ['dangerLevel']],
  ['household', { dangerHouse: '0', dangerLevel: 'A' }, []],
  ['household', { dangerHouse: '1', dangerLevel: 'D' }, []],
  ['household', { relocated: '0', relocationWay: '01', resettlement: null }, ['relocationWay']],
  ['member', { health: '01,02' }, ['health']],
  ['member', { health: '02,04', disabilityCategory: '4' }, []],
  ['member', { health: '01', disabilityCategory: '4', disabilityLevel: null }, ['disabilityCategory']],
  ['member', { disabilityCategory: '4' }, []],
  ['member', { workMonths: '0', workPlace: '鲅鱼圈' }, ['workMonths']],
  ['member', { workMonths: '0', workPlace: null }, []],
  ['member', { publicPost: '保洁', publicPostMonths: '0' }, ['publicPostMonths']],
] as ['household' | 'member', Record<string, string | null>, string[]][])('%s %j: %j', (of, form, fields) => { expect(said(of, form)).toEqual(fields) })
