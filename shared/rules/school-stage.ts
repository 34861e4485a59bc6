// 在校阶段 as a person reads it, from code list student_status.

const STAGES: readonly { upTo: number; label: string }[] = [
  { upTo: 2, label: '学龄前' },
  { upTo: 3, label: '小学' },
  { upTo: 6, label: '初中' },
  { upTo: 9, label: '高中' },
  { upTo: 12, label: '中职' },
  { upTo: 15, label: '高职高专' },
  { upTo: 19, label: '技师学院' },
  { upTo: 24, label: '本科' },
  { upTo: 25, label: '研究生' },
]

/** 学龄前, 小学, 初中, 高中 …; null for who is not in school or a code not in the list. */
export function schoolStage(studentStatus: string | null | undefined): string | null {
  if (!studentStatus || !/^[0-9]{2}$/.test(studentStatus) || studentStatus === '00') return null
  const code = Number(studentStatus)
  return STAGES.find((stage) => code <= stage.upTo)?.label ?? null
}
