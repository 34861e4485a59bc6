// Lines of the card by their path, in the words that people read on it.
import { monthLineLabel, readCardLine } from '@onecard/shared/rules/card-lines'
import type { County } from '../../kernel/county'
import type { HouseholdRef, Reader } from '../../kernel/db'

/** What the card shows of the books: rejected lines, and what counts neither as income nor as expense, are not there. */
const ON_CARD = "x.household_id = :household AND x.state <> '05' AND x.item NOT LIKE 'X%' AND x.item NOT LIKE 'R%'"

/** How the line is called; null for a path that this household's card does not have. */
export async function lineLabel(reader: Reader, household: HouseholdRef, county: County, path: string): Promise<string | null> {
  const line = readCardLine(path)
  if (line === null) return null
  switch (line.of) {
    case 'plain': return line.label
    case 'item': return county.has('income_item', line.code) && await booked(reader, household, 'x.item = :of', line.code) ? county.label('income_item', line.code) : null
    case 'month': return await booked(reader, household, 'x.period = :of', line.period) ? monthLineLabel(line.period) : null
    case 'measures': {
      const row = await reader.one<{ kind: string }>('SELECT m.kind FROM measure m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.id = :id AND h.id = :household', { id: line.id, household: household.id })
      return row && county.label('measure', row.kind)
    }
    case 'members': {
      const row = await reader.one<{ name: string }>('SELECT m.name FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.id = :id AND h.id = :household', { id: line.id, household: household.id })
      return row && `家人 ${row.name}`
    }
    case 'visits': {
      const row = await reader.one<{ on_day: string }>('SELECT v.on_day FROM visit v JOIN household h ON h.id = v.household_id AND {scope:h} WHERE v.id = :id AND h.id = :household', { id: line.id, household: household.id })
      return row && `${Number(row.on_day.slice(5, 7))}月${Number(row.on_day.slice(8))}日的走访`
    }
  }
}

async function booked(reader: Reader, household: HouseholdRef, where: 'x.item = :of' | 'x.period = :of', of: string): Promise<boolean> {
  return await reader.one(`SELECT 1 AS there FROM entry x JOIN household h ON h.id = x.household_id AND {scope:h} WHERE ${ON_CARD} AND ${where} LIMIT 1`, { household: household.id, of }) !== null
}
