// Whether something is half typed under this name: a month that has been handed in is then a form again.
import { draftNames } from '../../data/drafts'

export function useDraftKept(name: string): boolean { return draftNames().some((d) => d.name === name) }
