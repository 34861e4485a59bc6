// Who is signed in, as the phone shows it.
import { Injectable } from '@nestjs/common'
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import { DEPUTY_PERMISSIONS, PERMISSIONS } from '@onecard/shared/permissions'
import type { Actor } from '../../kernel/auth'
import { Accounts } from './accounts.repository'
import { appointmentView } from './appointment.view'

@Injectable()
export class ActorViews {
  constructor(private readonly accounts: Accounts) {}

  async of(actor: Omit<Actor, 'acting'>): Promise<ActorView> {
    const { account, name, standings } = actor
    const units = await this.accounts.unitNames(standings.flatMap((s) => s.unitId ?? []))
    const household = standings.find((s) => s.role === 'household')?.households[0]
    return {
      account, name,
      appointments: standings.map((s) => appointmentView({ ...s, households: s.households.length, unitName: s.unitId === null ? null : units.get(s.unitId) ?? null })),
      permissions: [...new Set(standings.flatMap((s) => [...PERMISSIONS[s.role], ...s.deputy ? DEPUTY_PERMISSIONS : []]))].sort(),
      large: standings.length > 0 && standings.every((s) => s.role === 'household'),
      ...(household !== undefined && { household: { id: household } }),
    }
  }
}
