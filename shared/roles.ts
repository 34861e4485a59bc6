// The fifteen roles and the kind of land or households each is appointed to.

/** What an appointment of a role is attached to. `county` = the whole county file, fields of one policy area only. */
export type Attachment = 'household' | 'pairings' | 'village' | 'township' | 'unit' | 'county' | 'lands' | 'prefecture' | 'none'

/** Role id → Chinese title (source: the county's role list) and attachment. Order is the order of every role × something grid. */
export const ROLES = {
  household: { label: '贫困户', attachment: 'household' },
  helper: { label: '帮扶责任人', attachment: 'pairings' },
  village_clerk: { label: '村文书', attachment: 'village' },
  village_secretary: { label: '村支部书记', attachment: 'village' },
  village_team: { label: '驻村工作队队员', attachment: 'village' },
  first_secretary: { label: '第一书记', attachment: 'village' },
  township_officer: { label: '乡镇扶贫专干', attachment: 'township' },
  township_leader: { label: '乡镇负责人', attachment: 'township' },
  unit_manager: { label: '帮扶单位管理员', attachment: 'unit' },
  county_office: { label: '县扶贫办', attachment: 'county' },
  department: { label: '行业部门', attachment: 'county' },
  acceptance_group: { label: '成效验收组', attachment: 'lands' },
  prefecture_office: { label: '营口市扶贫办', attachment: 'prefecture' },
  system_admin: { label: '系统管理员', attachment: 'none' },
  auditor: { label: '审计监督', attachment: 'none' },
} as const satisfies Record<string, { label: string; attachment: Attachment }>

export type Role = keyof typeof ROLES
export const ROLE_IDS = Object.keys(ROLES) as Role[]
