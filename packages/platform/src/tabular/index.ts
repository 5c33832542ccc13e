// Tables for people: what an export is written with.
export { csvOf } from './csv.ts'
export type { Cell, Table } from './table.ts'
export { xlsxOf } from './xlsx.ts'
