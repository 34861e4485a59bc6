// What an appointment of a role is attached to, checked against the county's regions, units and households.
import type { Appoint } from '@onecard/shared/contract/accounts.requests'
import { ROLES, type Attachment } from '@onecard/shared/roles'
import { contains, regionLevel } from '@onecard/shared/rules/region'
import { loadCounty } from '../../kernel/county'

export interface Attached { lands: string | null; householdId: string | null; unitId: string | null; policyArea: string | null }
type Field = 'region' | 'household' | 'unit' | 'policyArea'

/** Fields an attachment takes; any other is a mistake that must not pass silently. */
const TAKES: Record<Attachment, readonly Field[]> = {
  household: ['household'], pairings: [], village: ['region'], township: ['region'], unit: ['unit'],
  county: ['region'], lands: ['region'], prefecture: ['region'], none: [],
}

/** Null when role and attachment do not match. Units and households are looked up by the caller. */
export function attach(input: Appoint): Attached | null {
  const { role, region } = input
  const attachment = ROLES[role].attachment
  const takes: readonly Field[] = role === 'department' ? [...TAKES[attachment], 'policyArea'] : TAKES[attachment]
  const given = (['region', 'household', 'unit', 'policyArea'] as const).filter((field) => input[field] !== undefined)
  if (given.some((field) => !takes.includes(field))) return null
  const lands = landsOf(attachment, region)
  if (lands === undefined) return null
  const policyArea = role === 'department' ? areaOf(input.policyArea) : null
  if (role === 'department' && policyArea === null) return null
  if ((attachment === 'household' && !input.household) || (attachment === 'unit' && !input.unit)) return null
  return { lands, householdId: input.household ?? null, unitId: input.unit ?? null, policyArea }
}

/** Undefined when the region does not fit; null for attachments without a land. */
function landsOf(attachment: Attachment, region: string | undefined): string | null | undefined {
  const county = loadCounty()
  const top = county.settings.region
  const prefecture = top.slice(0, 4)
  switch (attachment) {
    case 'village':
    case 'township': return region !== undefined && county.region(region)?.level === attachment ? region : undefined
    case 'county': return region === undefined || region === top ? top : undefined
    case 'lands': return region !== undefined && county.region(region) !== null && contains(top, region) && regionLevel(region) !== null ? region : undefined
    case 'prefecture': return region === undefined || region === prefecture ? prefecture : undefined
    default: return null
  }
}

function areaOf(text: string | undefined): string | null {
  const codes = [...new Set(text?.split(',') ?? [])]
  return codes.length > 0 && codes.every((code) => loadCounty().has('measure', code)) ? codes.join(',') : null
}
