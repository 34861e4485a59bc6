/** One line of the inbox. Never a name, number or amount: what it is about opens from `opens`. */
export interface NoticeView { id: string; topic: string; title: string; text: string; at: string; read: boolean; opens: { page: 'household' | 'visit' | 'change' | 'problem' | 'due' | 'sheet'; household?: string; id?: string; /** Of a sheet: its month. */ period?: string } }

/** Templates that the phone may ask for, by topic; empty while none is configured. */
export interface SubscriptionsView { topics: { topic: string; template: string; left: number }[]; unread: number }
