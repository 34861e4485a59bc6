// Brings the region table up to the county's file.
import type { County } from '../kernel/county'
import { DatabaseFailure, Rows, type Database } from '../kernel/db'

/** Adds what is missing; leaves what is there alone, for the poverty switch of a village belongs to the county office. Answers how many were added. */
export async function syncRegions(db: Database, county: County): Promise<number> {
  try { return await addMissing(db, county) } catch (error) {
    // Another process of the same start was faster.
    if (error instanceof DatabaseFailure && error.code === 'ER_DUP_ENTRY') return addMissing(db, county)
    throw error
  }
}

async function addMissing(db: Database, county: County): Promise<number> {
  const house = db.everywhere('regions belong to no household')
  const there = new Set((await house.select<{ code: string }>('SELECT code FROM region')).map((row) => row.code))
  const rows = new Rows('region', ['code', 'name', 'level', 'parent_code', 'poverty'])
  for (const region of county.regions) if (!there.has(region.code)) rows.add([region.code, region.name, region.level, region.parent, region.poverty])
  await house.write((tx) => rows.flush(tx))
  return rows.written
}
