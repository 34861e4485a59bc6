// What of an annual card one reader sees. It is a whole with its money: who may not see that has no card.
import type { AnnualCardContent } from './annual-card'
import { CHILD_AGE, showOf, type Sight, type SightOptions } from './sight'

/** Whether somebody with this sight may read annual cards at all. */
export function maySeeAnnualCard(reader: SightOptions & { sight: Sight }): boolean {
  return showOf('income', reader) === 'full' && showOf('members', reader) === 'full'
}

/** As `maySeeAnnualCard` allows; of children what `sight` shows of children. `content` is not changed. */
export function seeAnnualCard(content: AnnualCardContent, reader: SightOptions & { sight: Sight }): AnnualCardContent {
  if (showOf('children', reader) !== 'stage') return content
  return { ...content, members: content.members.map((member) => member.age === null || member.age < CHILD_AGE ? { ...member, sex: '', age: null, labour: null, work: null, healthPolicy: false } : member) }
}
