// What a group that applies for KUR Khusus says to the world, and the seat that a person has in one group at a time.
// Guarantees: every text and list has a bound; ids, codes and figures alone: names of people and of the group are at partners.
// Does not guarantee: that an event makes sense where it stands; the deciders do.
import { Type } from 'typebox'
import { business, closed, code, day, documents, id, idr, instant, loanType, tenorMonths } from './shapes.ts'

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const oneOf = (...names: readonly string[]) => Type.Union(names.map((name) => Type.Literal(name)))
const facts = Type.Record(Type.String({ maxLength: 40 }), Type.Boolean())
const members = Type.Array(id, { maxItems: 30 })
const applications = members

const offtaker = closed({ organisation: id, agreementRef: orNull(id) })
const plan = closed({
  lender: id,
  unit: code,
  plafonIdr: idr,
  tenorMonths,
  loanType,
  purposeCode: code,
  commodity: code,
  letterRef: id,
  offtaker,
})
const agreement = closed({
  organisation: orNull(id),
  plafonIdr: idr,
  commodity: code,
  business,
  documents,
  textVersion: day,
  at: instant,
})
const liability = closed({ textVersion: day, sumIdr: idr, members, at: instant })
const asked = closed({ scheme: Type.Literal('KHUSUS'), plafonIdr: idr, tenorMonths, loanType, purposeCode: code })
const ends = { members, applications }

export const groupContract = {
  source: 'microcredit.group',
  types: {
    GroupStarted: closed({ groupId: id, chair: id, at: instant }),
    GroupPlanSaved: closed({ changes: Type.Partial(plan) }),
    MemberInvited: closed({ person: id }),
    /** `n`: of all agreements of the group; `applicationId`: of the application that this member will have. */
    MemberAgreed: closed({ person: id, n: Type.Integer({ minimum: 1 }), applicationId: id, agreement }),
    /** Whether the person had no seat in another open group. */
    SeatAnswered: closed({ person: id, n: Type.Integer({ minimum: 1 }), held: Type.Boolean() }),
    LiabilityAccepted: closed({ person: id, liability }),
    MemberLeft: closed({ person: id, by: id }),
    ChairHandedOver: closed({ to: id, by: id }),
    GroupSubmitted: closed({ sumIdr: idr, members, by: id }),
    MemberSubmitted: closed({
      person: id,
      organisation: orNull(id),
      applicationId: id,
      lender: id,
      unit: code,
      asked,
      business,
      documents,
      facts,
    }),
    GroupInfoRequested: closed({ questions: Type.Array(closed({ code, textRef: orNull(id) }), { maxItems: 20 }), by: id }),
    GroupInfoAnswered: closed({ answers: Type.Array(closed({ code, ref: id }), { maxItems: 20 }), by: id, facts, applications }),
    /** What the lender found of the offtaker and in SIKP; `facts`: with all that was known before. */
    GroupChecked: closed({ checked: facts, evidenceRef: id, by: id, facts, applications }),
    MemberStood: closed({ person: id, standing: oneOf('sent', 'approved', 'akad', 'disbursed', 'ended') }),
    /** `applications`: those that end with it; an akad that was signed stands. */
    GroupFell: closed({ reasonCode: oneOf('too-few', 'chair-out', 'given-up'), ...ends }),
    GroupDone: closed({ members }),
    GroupDissolved: closed({ members, by: id }),
  },
}

export const seatContract = {
  source: 'microcredit.seat',
  types: {
    SeatTaken: closed({ person: id, groupId: id }),
    SeatLeft: closed({ groupId: id }),
  },
}
