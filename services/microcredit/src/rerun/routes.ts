// "Why was this refused in 2024, would it be today?": the rules asked again about an application, by any edition and for any day of akad.
// Guarantees: nothing is stored and no recorded verdict changes; applicant, lender and auditor get the same answer, beside the one on
// record and what differs. Does not guarantee: that registers still say what they said: facts are those of the file, with their days.
import { dayInWib } from '@simpul/kernel'
import { defineRoutes, instantOf } from '@simpul/platform'
import { Type } from 'typebox'
import { application } from '../application/aggregate.ts'
import { fileOf } from '../application/application.ts'
import { recordedVerdict, toldVerdict } from '../application/recordedVerdict.ts'
import { verdictFacts } from '../application/verdictFacts.ts'
import { closed, day, id, orNull, verdict as recorded } from '../bodies.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { worklist } from '../projections/worklist.ts'
import { refuse } from '../refusals.ts'
import { LENDER_ROLES, mayRead } from '../rights.ts'
import { bookInForce } from '../rulebook/bookInForce.ts'
import { counterfactual } from '../rules/counterfactual.ts'
import { verdict } from '../rules/verdict.ts'
import { changesShown, shownChanges, shownVerdict, verdictShown } from '../simulation/answers.ts'
import { differencesOf, replayed } from './replay.ts'

const replay = closed({
  sequence: Type.Integer(),
  edition: Type.String(),
  akadOn: Type.String(),
  result: Type.Enum(['identical', 'different', 'edition-missing']),
  differences: Type.Array(Type.String()),
})

export const rerunRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Putusan aturan' }, (route) => {
  route.get('/applications/:id/verdict', {
    summary: { id: 'Tanyakan aturan lagi', en: 'Ask the rules again' },
    may: { roles: ['applicant', ...LENDER_ROLES, 'auditor'] },
    query: closed({ akadOn: Type.Optional(day), edition: Type.Optional(day) }),
    response: closed({
      id,
      akadOn: Type.String(),
      verdict: shownVerdict,
      changes: shownChanges,
      /** As it was recorded last; null before any was. */
      onRecord: orNull(recorded),
      /** What differs from the one on record: `outcome`, `R-ACCESS`, … */
      differences: Type.Array(Type.String()),
    }),
    async read({ params, query, actor, context }) {
      const state = (await context.commands.state(application, params.id))?.state
      if (!state || !mayRead(state, actor)) return null
      const today = dayInWib(instantOf(context.outside.clock.now()))
      const akadOn = query.akadOn ?? today
      const told = verdictFacts(state, akadOn)
      if (!told) throw refuse('application/still-draft', { status: state.status })
      const onRecord = fileOf(state)?.verdict ?? null
      // A question about another day is no reason to call the facts old: they are as old as when they were weighed.
      const facts = { ...told, gatheredOn: onRecord?.akadOn ?? today }
      const book = query.edition === undefined ? await bookInForce(context, akadOn) : context.outside.books.get(query.edition)
      if (!book) throw refuse('rulebook/edition-unknown', { edition: query.edition })
      const given = verdict(facts, akadOn, book)
      return {
        id: params.id,
        akadOn,
        verdict: verdictShown(given),
        changes: changesShown(counterfactual(facts, akadOn, book)),
        onRecord: onRecord && toldVerdict(onRecord),
        differences: onRecord ? [...differencesOf(onRecord, recordedVerdict(given, onRecord.onVersion))] : [],
      }
    },
  })
  route.list('/verdict-replays', {
    summary: { id: 'Ulangi putusan yang tersimpan', en: 'Give the recorded verdicts again' },
    may: { roles: ['operator', 'auditor'] },
    query: closed({}),
    item: closed({ id, replays: Type.Array(replay) }),
    rows: async ({ context, limit, after }) => {
      const found = await context.rows(worklist).find({
        filter: {},
        sort: { by: 'row.applicant', direction: 1 },
        limit,
        ...(after === undefined ? {} : { after }),
      })
      const rows = []
      for (const { id: of } of found.rows) {
        const replays = replayed(await context.history(application, of), context.outside.books)
        // Without a verdict there is nothing to give again; it may be a draft, whose id is its applicant's.
        if (replays.length > 0)
          rows.push({ id: of, replays: replays.map((each) => ({ ...each, differences: [...each.differences] })) })
      }
      return { rows, next: found.next }
    },
  })
})
