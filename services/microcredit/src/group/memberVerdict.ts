// The verdict of each member of a group, on exactly the facts that their application begins with.
// Guarantees: pure; the order of the members changes nothing; one rule book for all (rules/verdict.ts), R-GROUP among its rules.
// Does not guarantee: what SIKP and SLIK will tell; until they are asked that is unknown, never a no.
import type { Day } from '@simpul/kernel'
import { initial, type Application } from '../application/application.ts'
import { evolve as evolveApplication } from '../application/events.ts'
import { submittedForGroup, type MemberForm } from '../application/submittedForGroup.ts'
import { verdictFacts } from '../application/verdictFacts.ts'
import type { PersonId } from '../parties.ts'
import type { RuleBook } from '../rules/ruleBook.ts'
import { verdict, type KurVerdict } from '../rules/verdict.ts'
import { factsOfGroup, roster, type GroupBody, type Plan } from './group.ts'

type Terms = Pick<Plan, 'lender' | 'unit' | 'tenorMonths' | 'loanType' | 'purposeCode'>
type Agreed = ReturnType<typeof roster>[number]

export function formOf(body: GroupBody, plan: Terms, { person, agreed }: Agreed): MemberForm {
  const { lender, unit, tenorMonths, loanType, purposeCode } = plan
  const { organisation, applicationId, plafonIdr, business, documents } = agreed
  const asked = { scheme: 'KHUSUS', plafonIdr, tenorMonths, loanType, purposeCode } as const
  return { person, organisation, applicationId, lender, unit, asked, business, documents, facts: factsOfGroup(body) }
}

export function verdictsOf(
  body: GroupBody,
  plan: Terms,
  akadOn: Day,
  book: RuleBook,
): readonly { readonly person: PersonId; readonly verdict: KurVerdict }[] {
  return roster(body)
    .map((member) => {
      const begun = submittedForGroup({ groupId: body.groupId, ...formOf(body, plan, member) })
      const facts = verdictFacts(begun.reduce<Application>(evolveApplication, initial), akadOn)
      if (!facts) throw new Error('an application that was sent has facts')
      return { person: member.person, verdict: verdict(facts, akadOn, book) }
    })
    .toSorted((a, b) => (a.person < b.person ? -1 : 1))
}
