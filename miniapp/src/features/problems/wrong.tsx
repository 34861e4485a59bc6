// 「不对 / 有困难」: on a household's own card each line is a way to say so, with one tap.
import { createContext, useContext } from 'react'
import { View } from '@tarojs/components'
import { open } from '../../platform/page'
import { Banner } from '../../ui/states'

/** The household whose own card is shown; null: somebody else reads it, and lines stay lines. */
export const OwnCard = createContext<string | null>(null)

export interface Wrong { act?: () => void; label?: string }
/** What a line needs to be tapped: path of the line, and what is read out of it. Empty where it is not one's own. */
export function useWrong(): (line: string | undefined, spoken: string) => Wrong {
  const id = useContext(OwnCard)
  return (line, spoken) => id === null || line === undefined ? {} : { act: () => open('packages/mine/raise/index', { id, line }), label: `${spoken}，不对或有困难点这里` }
}

export function WrongHint() {
  const id = useContext(OwnCard)
  return id === null ? null : <View><Banner inset tone="idle" icon="hand" text="哪一项不对，或有困难，点那一项，村里要答复您。" /></View>
}
