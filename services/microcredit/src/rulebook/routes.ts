// Publishing editions of the rule book, and what anyone may read about them.
// Guarantees: an operator proposes, a jurist approves, and they are two people; nothing says publicly who they are.
// Does not guarantee: rights of this second: neither acts for a lender, and partners keeps the rights of lenders alone.
import { dayInWib } from '@simpul/kernel'
import { defineRoutes, instantOf, type RouteBuilder } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, code, day, orNull } from '../bodies.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { personOf } from '../rights.ts'
import { digestOf } from './digest.ts'
import { FIRST_EDITION, kurBooks, kurRules, type KurBooks } from '../rules/kurRules.ts'
import { rulebook } from './aggregate.ts'
import { dataHere } from './bookInForce.ts'
import { initial, releaseInForce, releasesOf, RELEASES_MAX, RULEBOOK_ID } from './rulebook.ts'

const KEEPERS = ['operator', 'jurist'] as const
const n = Type.Integer({ minimum: 1, maximum: RELEASES_MAX })
const digest = Type.String({ pattern: '^[0-9a-f]{64}$' })
const edition = Type.String({ format: 'date', maxLength: 10 })
const reference = Type.String({
  minLength: 5,
  maxLength: 300,
  description: 'Peraturan atau alasannya, tanpa nama orang / the decree or the reason, without names of people',
})

/** Of the data of this program. */
const dataDigestOf = (books: KurBooks, of: string) => {
  const book = books.get(of)
  return book ? digestOf(book) : null
}

const shownRelease = closed({
  n: orNull(Type.Integer()),
  edition: Type.String(),
  digest: orNull(Type.String()),
  effectiveFrom: orNull(Type.String()),
  reference: orNull(Type.String()),
  standing: Type.Enum(['shipped', 'proposed', 'published', 'withdrawn']),
  /** Whether the program that answers has the data that were signed. */
  data: Type.Enum(['same', 'missing', 'different']),
})

/** Nobody signed this one, and it says so. */
const shipped = {
  n: null,
  edition: FIRST_EDITION,
  digest: digestOf(kurBooks.get(FIRST_EDITION) ?? kurRules),
  effectiveFrom: null,
  reference: null,
  standing: 'shipped' as const,
  data: 'same' as const,
}

export const rulebookRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Buku aturan' }, (route) => {
  publishing(route)
  reading(route)
})

function publishing(route: RouteBuilder<MicrocreditOutside>): void {
  route.create('/rulebook/releases', {
    summary: { id: 'Usulkan edisi buku aturan', en: 'Propose an edition of the rule book' },
    may: { roles: ['operator'] },
    aggregate: rulebook,
    location: '/rulebook',
    body: closed({ edition, digest, effectiveFrom: day, reference }),
    target: () => RULEBOOK_ID,
    command: ({ body, actor, context }) => ({
      type: 'ProposeRelease' as const,
      ...body,
      by: personOf(actor),
      dataDigest: dataDigestOf(context.outside.books, body.edition),
    }),
  })
  route.create('/rulebook/approvals', {
    summary: { id: 'Setujui edisi yang diusulkan orang lain', en: 'Approve an edition that somebody else proposed' },
    may: { roles: ['jurist'] },
    aggregate: rulebook,
    location: '/rulebook',
    body: closed({ n, digest }),
    target: () => RULEBOOK_ID,
    async command({ body, actor, context }) {
      const state = (await context.commands.state(rulebook, RULEBOOK_ID))?.state ?? initial
      const proposed = releasesOf(state).find((each) => each.n === body.n)
      const here = proposed ? dataDigestOf(context.outside.books, proposed.edition) : null
      return { type: 'ApproveRelease' as const, ...body, by: personOf(actor), dataDigest: here }
    },
  })
  route.create('/rulebook/withdrawals', {
    summary: { id: 'Tarik edisi sebelum berlaku', en: 'Withdraw an edition before it holds' },
    may: { roles: KEEPERS },
    aggregate: rulebook,
    location: '/rulebook',
    body: closed({ n, reasonCode: code }),
    target: () => RULEBOOK_ID,
    command: ({ body, actor }) => ({ type: 'WithdrawRelease' as const, ...body, by: personOf(actor) }),
  })
}

function reading(route: RouteBuilder<MicrocreditOutside>): void {
  route.get('/rulebook', {
    summary: { id: 'Edisi buku aturan dan mana yang berlaku', en: 'Editions of the rule book, and which holds' },
    may: { roles: 'public' },
    query: closed({ akadOn: Type.Optional(day) }),
    response: closed({
      version: Type.Integer(),
      akadOn: Type.String(),
      /** The edition for an akad on that day. */
      inForce: Type.String(),
      releases: Type.Array(shownRelease),
      /** The editions that this program has, published or not, with what would be signed. */
      data: Type.Array(closed({ edition: Type.String(), digest: Type.String() })),
    }),
    async read({ query, context }) {
      const found = await context.commands.state(rulebook, RULEBOOK_ID)
      const state = found?.state ?? initial
      const akadOn = query.akadOn ?? dayInWib(instantOf(context.outside.clock.now()))
      const signed = releasesOf(state).map(
        ({ n: number, edition: of, digest: signedDigest, effectiveFrom, reference: why, standing }) => ({
          n: number,
          edition: of,
          digest: signedDigest,
          effectiveFrom,
          reference: why,
          standing,
          data: dataHere({ digest: signedDigest }, context.outside.books.get(of)),
        }),
      )
      return {
        version: found?.version ?? 0,
        akadOn,
        inForce: releaseInForce(state, akadOn)?.edition ?? FIRST_EDITION,
        releases: [shipped, ...signed],
        data: [...context.outside.books].map(([each, book]) => ({ edition: each, digest: digestOf(book) })),
      }
    },
  })
  route.get('/rulebook/history', {
    summary: { id: 'Siapa mengusulkan, menyetujui, menarik', en: 'Who proposed, approved, withdrew' },
    may: { roles: [...KEEPERS, 'auditor'] },
    response: closed({
      events: Type.Array(
        closed({
          sequence: Type.Integer(),
          type: Type.String(),
          time: Type.String(),
          by: Type.String(),
          data: Type.Record(Type.String(), Type.Unknown()),
        }),
        { maxItems: 1_000 },
      ),
    }),
    async read({ context }) {
      const envelopes = await context.history(rulebook, RULEBOOK_ID)
      return {
        events: envelopes.map(({ sequence, type, time, actor: by, data }) => ({ sequence, type, time, by, data: { ...data } })),
      }
    },
  })
}
