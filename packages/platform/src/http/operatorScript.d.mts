export interface OperatorList {
  readonly path: string
  readonly title: string
  readonly act?: string
  readonly button?: string
}
export const LISTS: readonly OperatorList[]
export function bodyOf(path: string, item: Readonly<Record<string, unknown>>, why: string): object | null
export function linesOf(item: Readonly<Record<string, unknown>>): string[]
export function ask(
  fetched: (path: string, options: object) => Promise<{ ok: boolean; status: number; json(): Promise<object> }>,
  token: string,
  path: string,
  body?: object,
  key?: string,
): Promise<object>
