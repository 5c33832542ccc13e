// Types of operatorScript.mjs, which a browser runs as it is.
export interface OperatorList {
  readonly path: string
  readonly title: string
  readonly act?: string
  readonly button?: string
}
export declare const LISTS: readonly OperatorList[]
export declare function bodyOf(path: string, item: Readonly<Record<string, unknown>>, why: string): object | null
export declare function linesOf(item: Readonly<Record<string, unknown>>): string[]
export declare function newKey(): string
export declare function start(
  page: object,
  fetched: Parameters<typeof ask>[0],
  by: { prompt(text: string): string | null; newKey(): string },
): void
export declare function ask(
  fetched: (path: string, options: object) => Promise<{ ok: boolean; status: number; json(): Promise<object> }>,
  token: string,
  path: string,
  body?: object,
  key?: string,
): Promise<object>
