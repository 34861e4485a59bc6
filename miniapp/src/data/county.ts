// Public facts of the county, and its day: the phone's own clock may be wrong, and the demo county has a day of its own.
import { operations } from '@onecard/shared/operations'
import { dayOfInstant } from '@onecard/shared/rules/day'
import type { CountyView } from '@onecard/shared/contract/county.views'
import { now } from '../platform/clock'
import { useKeptQuery } from './use-kept-query'

export function useCounty(): CountyView | undefined {
  return useKeptQuery('county', operations.county.get, {}).data
}

export function useToday(): string {
  return useCounty()?.today ?? dayOfInstant(now())
}
