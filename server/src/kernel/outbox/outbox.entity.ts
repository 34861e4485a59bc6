import { Entity, Index } from 'typeorm'
import { Ascii, Instant, Int, LongText, Serial, Text } from '../db/columns'

/** What the rest of the house or the outside world should hear of a write; parked after 8 tries. */
@Entity()
@Index('outbox_event_due', ['doneAt', 'availableAt'])
export class OutboxEvent {
  @Serial() id: string
  @Ascii(40) topic: string
  @LongText() payload: string
  @Instant() availableAt: Date
  @Int() tries: number
  @Instant(true) doneAt: Date | null
  @Text(200, true) lastError: string | null
}
