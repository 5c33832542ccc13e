// The analyst's file of examples/gresik.json, read as the command line reads it: three programs and fourteen needs (csr.md §5, fixture A).
// For tests. Guarantees: what the tests show is what the file says. Does not: add anything.
import { readFileSync } from 'node:fs'
import { readRequest } from '../commandLine/requestFile.ts'
import type { Program } from '../program/program.ts'
import type { AskedNeed, Request } from './recommendation.ts'

export const GRESIK_FILE = new URL('../../../../examples/gresik.json', import.meta.url)

const read = readRequest(readFileSync(GRESIK_FILE, 'utf8'), null, '2026-03-02')
if (!read.ok) throw new Error(read.faults.join('\n'))
export const gresik: Request = read.request

function found<Item extends { readonly id: string }>(items: readonly Item[], id: string): Item {
  const item = items.find((each) => each.id === id)
  if (!item) throw new Error(`${id} is not in the file`)
  return item
}
export const programOf = (id: string): Program => found(gresik.programs, id)
export const needOf = (id: string, facts: Partial<AskedNeed['facts']> = {}): AskedNeed => {
  const need = found(gresik.needs, id)
  return { ...need, facts: { ...need.facts, ...facts } }
}
