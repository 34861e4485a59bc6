// Apart from the screen's words: it is in the main package, they are not. Pure.

/** One line for 首页 and 我的. */
export function pendingWord(waiting: number, refused: number): string {
  if (waiting === 0) return '都上传了'
  return refused > 0 ? `${waiting} 条没上传，${refused} 条要您看一下` : `${waiting} 条待上传`
}
