// Path data of a drawn signature, `M12 30L14 31…` in a box of 300 × 150. Pure.

export const PAD = { width: 300, height: 150 } as const
/** The server takes 20,000 characters; a stroke that would pass it is not begun. */
const LONGEST = 19_000
/** Nearer points add nothing that an eye sees. */
const NEAR = 1.6

const rounded = (n: number, max: number) => Math.round(Math.min(max, Math.max(0, n)) * 10) / 10

/** The path with one point more. */
export function penAt(path: string, x: number, y: number, begins: boolean): string {
  if (path.length > LONGEST) return path
  const [px, py] = [rounded(x, PAD.width), rounded(y, PAD.height)]
  const last = /([\d.]+) ([\d.]+)$/.exec(path)
  if (!begins && last && Math.abs(Number(last[1]) - px) < NEAR && Math.abs(Number(last[2]) - py) < NEAR) return path
  return `${path}${begins || path === '' ? 'M' : 'L'}${px} ${py}`
}

/** As a background picture; the ink is black on any theme, as on paper. */
export function signaturePicture(path: string): string {
  return `url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 150'%3E%3Cpath d='${path.replace(/[^ML\d ,.]/g, '')}' fill='none' stroke='%231B1F1D' stroke-width='3' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E")`
}
