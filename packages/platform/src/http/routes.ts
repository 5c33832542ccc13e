// How a service declares its routes: what is asked, who may ask, what is answered. app.ts makes HTTP of it.
// Guarantees: a route has a policy, a schema for what comes in and for what goes out, or it does not compile.
// Does not guarantee: ownership in reads; there it is part of the query that the service writes. Shown by app.test.ts.
import type { Readable } from 'node:stream'
import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox'
import type { Aggregate, AnyAggregate, CommandBody, Unstamped } from '../aggregate/aggregate.ts'
import type { EventBody } from '../aggregate/envelope.ts'
import type { Actor, Role } from '../auth/actor.ts'
import type { Blobs, Put } from '../blob/blobs.ts'
import type { ContentType } from '../blob/contentType.ts'
import type { AnyProjection } from '../consume/projection.ts'
import type { ServiceContext } from '../host/serviceContext.ts'

/** One line for the API page. */
export interface Summary {
  readonly id: string
  readonly en: string
}

export interface Policy<State = never> {
  /** Any one of these; `services` is another service of the installation, with the shared key and no token. */
  readonly roles: readonly Role[] | 'anyone-signed-in' | 'public' | 'services'
  /** Asked of the state before anything is decided. Not owning answers 404: that the thing exists is not told. */
  owns?(state: State, actor: Actor): boolean
}

export interface WritePolicy<State = never> extends Policy<State> {
  /** What the token says is not enough: the service's `rights` are asked at the moment of the command (auth/rights.ts). */
  readonly confirmed?: true
}

/** `'/applications/:id/documents/:n'` → `{ id: string; n: string }` */
export type ParamsOf<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? ParamsOf<Head> & ParamsOf<Tail>
  : Path extends `:${infer Name}`
    ? Readonly<Record<Name, string>>
    : unknown

export interface Asked<Path extends string, Outside> {
  readonly params: ParamsOf<Path>
  readonly actor: Actor
  readonly context: ServiceContext<Outside>
}

/** Naming `type` beside it lets a literal stay a literal, so that no route needs `as const`. */
type Given<Command extends CommandBody> = Unstamped<NoInfer<Command>> & { readonly type: NoInfer<Command>['type'] }

interface Described<State = never> {
  readonly summary: Summary
  readonly may: Policy<State>
}

interface Commanding<State, Command extends CommandBody, Event extends EventBody, Body extends TSchema> extends Described<State> {
  readonly may: WritePolicy<State>
  readonly aggregate: Aggregate<State, Command, Event>
  /** A closed object: unknown fields are refused. */
  readonly body: Body
  /** Default 65,536. */
  readonly bodyBytesMax?: number
}

export interface CreateRoute<
  State,
  Command extends CommandBody,
  Event extends EventBody,
  Body extends TSchema,
  Path extends string,
  Outside,
> extends Commanding<State, Command, Event, Body> {
  /** Only for natural ids (a quota's lender/unit/year); by default the server derives one from subject, route and Idempotency-Key. */
  target?(asked: Asked<Path, Outside> & { readonly body: Static<Body> }): string
  /** Where the new thing can be read, `:id` replaced; default: the path plus `/:id`. */
  readonly location?: string
  command(
    asked: Asked<Path, Outside> & { readonly body: Static<Body>; readonly id: string },
  ): Given<Command> | Promise<Given<Command>>
}

export interface CommandRoute<
  State,
  Command extends CommandBody,
  Event extends EventBody,
  Body extends TSchema,
  Path extends string,
  Outside,
> extends Commanding<State, Command, Event, Body> {
  target(asked: Asked<Path, Outside> & { readonly body: Static<Body> }): string
  /** Without If-Match: 428. Default: optional. */
  readonly ifMatch?: 'required'
  command(
    asked: Asked<Path, Outside> & { readonly body: Static<Body>; readonly id: string },
  ): Given<Command> | Promise<Given<Command>>
}

export interface GetRoute<Query extends TProperties, Response extends TSchema, Path extends string, Outside> extends Described {
  readonly query?: TObject<Query>
  readonly response: Response
  /** `null` answers 404. A value with a numeric `version` gets a strong ETag. */
  read(
    asked: Asked<Path, Outside> & { readonly query: Static<TObject<Query>> },
  ): Static<Response> | null | Promise<Static<Response> | null>
}

export interface ListRoute<Query extends TProperties, Item extends TSchema, Path extends string, Outside> extends Described {
  /** Filters. `limit` and `after` are added. */
  readonly query: TObject<Query>
  readonly item: Item
  /** The projection that `Simpul-After` waits for. */
  readonly after?: AnyProjection
  /** Ownership belongs into this query. `limit` ≤ 100, `after` is an earlier `next`. */
  rows(
    asked: Asked<Path, Outside> & {
      readonly query: Static<TObject<Query>>
      readonly limit: number
      readonly after?: string
    },
  ): Promise<{ rows: readonly Static<Item>[]; next: string | null }>
}

/** Where a file goes. `personal`: whose key it is encrypted under; erasing that person erases it. */
export interface Into {
  readonly blobs: Blobs
  readonly personal?: string
}

/** The body is the file itself, whatever Content-Type says; its type is told from its first bytes. A new aggregate describes it. */
export interface UploadRoute<
  State,
  Command extends CommandBody,
  Event extends EventBody,
  Path extends string,
  Outside,
> extends Described {
  readonly aggregate: Aggregate<State, Command, Event>
  readonly maxBytes: number
  readonly contentTypes: readonly ContentType[]
  readonly location?: string
  /** Asked before the file is read; refuses who may not store one here. */
  into(asked: Asked<Path, Outside>): Into | Promise<Into>
  /** Which file the aggregate holds. */
  refOf(state: State): string | null
  command(asked: Asked<Path, Outside> & { readonly id: string; readonly file: Put }): Given<Command> | Promise<Given<Command>>
}

export interface StoredFile extends Required<Omit<Put, 'bytes'>> {
  readonly bytes: number
  readonly blobs: Blobs
  /** Without an ending; letters, digits, `-` and `_` alone. */
  readonly name: string
}

export interface FileRoute<Path extends string, Outside> extends Described {
  /** `null` answers 404. Ownership belongs into it, as in any read. */
  read(asked: Asked<Path, Outside>): StoredFile | null | Promise<StoredFile | null>
}

/** Made at the moment it is asked for: a letter, an export. */
export interface Rendered {
  readonly contentType: string
  /** A stream is sent as it comes; what breaks off in the middle is cut, not ended. */
  readonly body: string | Buffer | Readable
  /** With its ending; letters, digits, `.`, `-` and `_` alone. */
  readonly name: string
  /** Shown in the browser, or saved. */
  readonly shown: 'inline' | 'attachment'
}

export interface RenderedRoute<Query extends TProperties, Path extends string, Outside> extends Described {
  readonly query: TObject<Query>
  readonly contentTypes: readonly string[]
  /** `null` answers 404. Ownership belongs into it, as in any read. */
  read(asked: Asked<Path, Outside> & { readonly query: Static<TObject<Query>> }): Rendered | null | Promise<Rendered | null>
}

export interface RouteBuilder<Outside> {
  create<State, Command extends CommandBody, Event extends EventBody, Body extends TSchema, const Path extends string>(
    path: Path,
    route: CreateRoute<State, Command, Event, Body, Path, Outside>,
  ): void
  command<State, Command extends CommandBody, Event extends EventBody, Body extends TSchema, const Path extends string>(
    path: Path,
    route: CommandRoute<State, Command, Event, Body, Path, Outside>,
  ): void
  // oxlint-disable-next-line typescript/no-generated-empty-object-type -- a read without a query has no properties in it
  get<Response extends TSchema, const Path extends string, Query extends TProperties = Record<never, never>>(
    path: Path,
    route: GetRoute<Query, Response, Path, Outside>,
  ): void
  list<Query extends TProperties, Item extends TSchema, const Path extends string>(
    path: Path,
    route: ListRoute<Query, Item, Path, Outside>,
  ): void
  upload<State, Command extends CommandBody, Event extends EventBody, const Path extends string>(
    path: Path,
    route: UploadRoute<State, Command, Event, Path, Outside>,
  ): void
  file<const Path extends string>(path: Path, route: FileRoute<Path, Outside>): void
  rendered<Query extends TProperties, const Path extends string>(path: Path, route: RenderedRoute<Query, Path, Outside>): void
}

/** What app.ts sees of a request to a route, its types forgotten. */
export interface AnyAsked {
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
  readonly query: Readonly<Record<string, unknown>>
  readonly actor: Actor
  readonly context: ServiceContext
}

interface Entry {
  readonly path: string
  readonly summary: Summary
  readonly may: Policy<unknown>
}

export interface WriteEntry extends Entry {
  readonly kind: 'create' | 'command'
  readonly may: WritePolicy<unknown>
  readonly aggregate: AnyAggregate
  readonly body: TSchema
  readonly bodyBytesMax?: number
  readonly location?: string
  readonly ifMatch?: 'required'
  target?(asked: AnyAsked): string
  command(asked: AnyAsked & { readonly id: string }): { readonly type: string } | Promise<{ readonly type: string }>
}

export interface GetEntry extends Entry {
  readonly kind: 'get'
  readonly query?: TObject
  readonly response: TSchema
  read(asked: AnyAsked): unknown
}

export interface ListEntry extends Entry {
  readonly kind: 'list'
  readonly query: TObject
  readonly item: TSchema
  readonly after?: AnyProjection
  rows(asked: AnyAsked & { readonly limit: number; readonly after?: string }): Promise<{
    rows: readonly unknown[]
    next: string | null
  }>
}

export interface UploadEntry extends Entry {
  readonly kind: 'upload'
  readonly aggregate: AnyAggregate
  readonly maxBytes: number
  readonly contentTypes: readonly ContentType[]
  readonly location?: string
  into(asked: AnyAsked): Into | Promise<Into>
  refOf(state: unknown): string | null
  command(
    asked: AnyAsked & { readonly id: string; readonly file: Put },
  ): { readonly type: string } | Promise<{ readonly type: string }>
}

export interface FileEntry extends Entry {
  readonly kind: 'file'
  read(asked: AnyAsked): StoredFile | null | Promise<StoredFile | null>
}

export interface RenderedEntry extends Entry {
  readonly kind: 'rendered'
  readonly query: TObject
  readonly contentTypes: readonly string[]
  read(asked: AnyAsked): Rendered | null | Promise<Rendered | null>
}

export type RouteEntry = WriteEntry | GetEntry | ListEntry | UploadEntry | FileEntry | RenderedEntry

export interface Routes {
  /** Heading of these routes on the API page. */
  readonly tag: string
  readonly entries: readonly RouteEntry[]
}

/** Answer of every write. `version` is the ETag and the version that a following list can wait for. */
export const Written = Type.Object(
  { id: Type.String(), version: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false, title: 'Written' },
)

/** `defineRoutes<Outside>({ tag: 'Pengajuan' }, (route) => { route.create('/applications', {…}) })` */
export function defineRoutes<Outside = unknown>(about: { tag: string }, declare: (route: RouteBuilder<Outside>) => void): Routes {
  const entries: RouteEntry[] = []
  // The builder's types end here: the app treats routes alike and checks bodies by their schemas before it calls them.
  const add = (kind: RouteEntry['kind']) => (path: string, route: object) => {
    entries.push({ ...route, kind, path } as unknown as RouteEntry)
  }
  declare({
    create: add('create'),
    command: add('command'),
    get: add('get'),
    list: add('list'),
    upload: add('upload'),
    file: add('file'),
    rendered: add('rendered'),
  })
  return { tag: about.tag, entries }
}
