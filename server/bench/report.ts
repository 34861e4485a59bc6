// Gathers the rows and writes RESULTS.md.
import { writeFileSync } from 'node:fs'
import type { Machine } from './machine'

export interface ResultRow { work: string; floor: string; ours: string; measured: string; target: string; reached: boolean }

export class Report {
  readonly #rows: ResultRow[] = []
  readonly #details: { title: string; lines: string[] }[] = []

  row(row: ResultRow): void { this.#rows.push(row) }
  detail(title: string, lines: string[]): void { this.#details.push({ title, lines }) }

  get text(): string {
    return this.#rows.map((r) => `${r.reached ? '✓' : '✗'} ${r.work}: floor ${r.floor}, ours ${r.ours} → ${r.measured} (${r.target})`).join('\n')
  }

  write(file: string, machine: Machine, { quick, tried, minutes }: { quick: boolean; tried: string; minutes: number }): void {
    const table = ['| work | floor | ours | ratio | to reach | reached |', '|---|---|---|---|---|---|',
      ...this.#rows.map((r) => `| ${r.work} | ${r.floor} | ${r.ours} | ${r.measured} | ${r.target} | ${r.reached ? 'yes' : '**no**'} |`)]
    const details = this.#details.flatMap(({ title, lines }) => ['', `## ${title}`, '', ...lines])
    writeFileSync(file, [
      '# Results of `npm run bench`', '',
      'Written by the bench; do not edit. How each row is measured: [README.md](README.md).', '',
      ...(quick ? ['**A quick run for development: small populations, few rounds. Not for comparison.**', ''] : []),
      `${machine.date}, ${minutes.toFixed(1)} minutes in one run. ${machine.cores}, ${machine.memory}, ${machine.system}. Node ${machine.node}. ${machine.database}, buffer pool ${machine.buffer}.`,
      'Client, server and database share these cores; every server is a single process.', '', ...table, ...details, '', tried.trim(), '',
    ].join('\n'))
  }
}
