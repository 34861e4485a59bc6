// A row that scrolls sideways and keeps one of its parts in sight.
import type { ReactNode } from 'react'
import { ScrollView } from '@tarojs/components'
import { says } from './aria'

export interface ScrollRowProps { className: string; label: string; /** The id of the part to be seen; an id begins with a letter. */ shows: string; children: ReactNode }
/** WeChat lets a program scroll inside `scroll-view` alone. */
export function ScrollRow({ className, label, shows, children }: ScrollRowProps) {
  return <ScrollView className={className} scrollX enableFlex scrollIntoView={shows} scrollWithAnimation {...says('navigation', { label })}>{children}</ScrollView>
}
