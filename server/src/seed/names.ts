// Invented names: ordinary surnames and given characters thrown together by chance; a few rare characters that every screen must show.
import type { Prng } from './prng'

const SURNAMES: readonly (readonly [string, number])[] = [
  ['王', 9], ['李', 9], ['张', 8], ['刘', 7], ['陈', 4], ['杨', 4], ['赵', 4], ['孙', 3], ['于', 3], ['宋', 2], ['曲', 2], ['姜', 2], ['迟', 1], ['丛', 1], ['佟', 2], ['关', 2],
  ['那', 1], ['富', 1], ['高', 3], ['林', 2], ['郑', 2], ['徐', 3], ['马', 3], ['吕', 2], ['初', 1], ['邹', 1], ['滕', 1], ['穆', 1], ['欧阳', 0.3], ['司马', 0.2], ['𠮷', 0.15],
]
const MALE = [...'国忠德福贵守田长山海洪林树春生玉民宝成永志军文东明立建平凯宏广义庆殿仁吉厚业'] as const
const FEMALE = [...'玉兰桂芝秀英淑珍凤霞艳丽红梅云香荣芳素琴月敏静晓雪杰娟莲翠喜'] as const
const YOUNG_MALE = [...'浩宇轩子涵博文俊杰一鸣天佑嘉铭泽瑞睿思远航'] as const
const YOUNG_FEMALE = [...'欣怡梓涵雨桐诗琪佳慧可馨思彤语嫣晨曦婉宁'] as const
/** In real registers, missing in many fonts. */
const RARE = ['㛃', '䶮', '𬭳', '𡈽'] as const

export function surname(random: Prng): string { return random.weighted(SURNAMES) }

export function givenName(random: Prng, sex: '1' | '2', age: number): string {
  const pool = age < 30 ? (sex === '1' ? YOUNG_MALE : YOUNG_FEMALE) : sex === '1' ? MALE : FEMALE
  const first = random.pick(pool)
  if (random.chance(0.006)) return first + random.pick(RARE)
  return random.chance(age < 30 ? 0.12 : 0.15) ? first : first + random.pick(pool.filter((character) => character !== first))
}
