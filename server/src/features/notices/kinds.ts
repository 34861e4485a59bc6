// Every kind of notice: which page it opens, and which message may carry it besides. Its words are the county's.
import type { NoticeView } from '@onecard/shared/contract/notices.views'
import type { AnswerSubscription } from '@onecard/shared/contract/notices.requests'

export type MessageTopic = AnswerSubscription['topic']
type Opens = NoticeView['opens']['page']

export const KINDS = {
  visit_due: { opens: 'due', message: 'visit_due' },
  problem_due: { opens: 'problem', message: 'problem_due' },
  entry_returned: { opens: 'sheet', message: 'entry_returned' },
  entry_disputed: { opens: 'sheet', message: null },
  change_approved: { opens: 'change', message: 'change_decided' },
  change_returned: { opens: 'change', message: 'change_decided' },
  change_proposed: { opens: 'change', message: null },
  visit_recorded: { opens: 'visit', message: null },
  visit_disputed: { opens: 'visit', message: null },
  problem_raised: { opens: 'problem', message: null },
  problem_claimed: { opens: 'problem', message: null },
  problem_answered: { opens: 'problem', message: 'problem_answered' },
  problem_to_check: { opens: 'problem', message: null },
  problem_returned: { opens: 'problem', message: null },
  problem_closed: { opens: 'problem', message: 'problem_answered' },
  problem_accepted: { opens: 'problem', message: null },
  problem_objected: { opens: 'problem', message: null },
} as const satisfies Record<string, { opens: Opens; message: MessageTopic | null }>

export type NoticeKind = keyof typeof KINDS
export const TOPICS: readonly MessageTopic[] = ['visit_due', 'entry_returned', 'problem_due', 'change_decided', 'problem_answered']
