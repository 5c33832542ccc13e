// Every command in every state: what it does or why not. Nothing here is accidental: a new command or state fails until it has its row.
// One letter a cell; `!` the command does what its last column says, `.` nothing is left to do, others are refusals below.
import { Refusal, sentence } from '@simpul/kernel'
import { expect, it } from 'vitest'
import { fileOf } from './application.ts'
import { decide, type ApplicationCommand } from './decide.ts'
import { commands, stateAfter, ways } from './example.ts'

const refusals: Record<string, string> = {
  a: 'already-started',
  A: 'not-approved',
  c: 'closed',
  d: 'not-draft',
  e: 'undo-asked',
  E: 'no-undo-asked',
  g: 'group/not-a-group',
  h: 'delegates-another',
  i: 'waits-for-info',
  I: 'not-waiting-for-info',
  j: 'rejection-proposed',
  k: 'not-in-checks',
  K: 'no-akad',
  m: 'committee/none',
  M: 'committee/decides',
  n: 'not-in-analysis',
  o: 'step-over',
  p: 'not-proposed',
  N: 'appeal/nothing-to-contest',
  O: 'appeal/none',
  F: 'appeal/already-filed',
  P: 'appeal/pending',
  q: 'waits-for-quota',
  Q: 'not-waiting-for-quota',
  r: 'not-in-review',
  R: 'akad-not-registered',
  s: 'still-draft',
  u: 'unknown',
  v: 'not-in-survey',
  W: 'akad-signed',
  w: 'akad-awaited',
  x: 'not-rejected',
  X: 'reservation-unknown',
  y: 'already-decided',
  z: 'nothing-to-undo',
}

const table = `
                    none drft chck surv anal prop rejp cmte info insv inan inpr wait appr undo akad regd disb rejc appl wdrn
StartDraft          !    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    DraftStarted
SaveDraft           u    !    d    d    d    d    d    d    d    d    d    d    d    d    d    d    d    c    c    P    c    DraftSaved
SubmitApplication   u    !    d    d    d    d    d    d    d    d    d    d    d    d    d    d    d    c    c    P    c    ApplicationSubmitted
SubmitForGroup      !    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    DraftStarted+ApplicationSubmitted
RecordGroupFacts    u    s    g    g    g    g    g    g    g    g    g    g    g    g    g    g    g    c    c    P    c    GroupFactsRecorded
RecordCheck         u    k    !    k    k    k    k    k    !    k    k    k    k    k    k    k    k    c    c    P    c    CheckRecorded
GiveVerdict         u    r    !    !    !    !    !    !    !    !    !    !    r    r    r    r    r    c    c    P    c    VerdictGiven
RecordSurvey        u    v    v    !    v    v    v    v    v    v    v    v    v    v    v    v    v    c    c    P    c    SurveyRecorded
RequestInfo         u    r    !    !    !    !    !    !    i    i    i    i    q    r    r    r    r    c    c    P    c    InfoRequested
AnswerInfo          u    I    I    I    I    I    I    I    !    !    !    !    I    I    I    I    I    c    c    P    c    InfoAnswered
AssignOfficer       u    s    !    !    !    !    !    !    !    !    !    !    !    !    !    !    !    c    c    P    c    OfficerAssigned
DelegateReview      u    s    h    h    h    h    h    h    h    h    h    h    h    h    h    h    h    c    c    P    c    ReviewDelegated
ProposeApproval     u    n    n    n    !    n    n    n    i    i    i    i    q    n    n    n    n    c    c    P    c    ApprovalProposed
ProposeRejection    u    n    n    n    !    n    n    n    i    i    i    i    q    n    n    n    n    c    c    P    c    RejectionProposed
SendBackProposal    u    p    p    p    p    !    !    !    i    i    i    i    q    y    y    y    y    c    c    P    c    ProposalSentBack
ApproveApplication  u    p    p    p    p    !    j    M    i    i    i    i    q    y    y    y    y    c    c    P    c    ApprovalGiven+QuotaWanted
RejectApplication   u    r    !    !    !    !    !    M    !    !    !    !    q    w    e    r    r    c    c    P    c    ApplicationRejected
ReopenApplication   u    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    !    P    x    ApplicationReopened
CompleteApproval    u    Q    Q    Q    Q    Q    Q    Q    Q    Q    Q    Q    !    .    .    .    .    .    Q    Q    Q    ApplicationApproved
RecordQuotaRefusal  u    Q    Q    Q    Q    Q    Q    Q    Q    Q    Q    Q    !    Q    Q    Q    Q    Q    Q    Q    Q    QuotaRefused
AbandonReservation  u    X    X    X    X    X    X    X    X    X    X    X    !    .    .    .    .    .    X    X    1    ApprovalAbandoned
WithdrawApplication u    !    !    !    !    !    !    !    !    !    !    !    !    !    !    W    W    c    c    P    c    ApplicationWithdrawn
SignAkad            u    A    A    A    A    A    A    A    A    A    A    A    A    !    e    A    A    c    c    P    c    AkadSigned
RegisterAkad        u    K    K    K    K    K    K    K    K    K    K    K    K    K    K    !    .    c    c    P    c    AkadRegistered
DisburseApplication u    K    K    K    K    K    K    K    K    K    K    K    K    K    K    R    !    c    c    P    c    ApplicationDisbursed
SetClock            u    o    o    .    o    o    o    o    o    o    o    o    o    o    o    o    o    c    c    o    c    ClockSet
RemindClock         u    o    o    !    o    o    o    o    o    o    o    o    o    o    o    o    o    c    c    o    c    ClockReminded
EscalateClock       u    o    o    !    o    o    o    o    o    o    o    o    o    o    o    o    o    c    c    o    c    ClockEscalated
ProposeUndo         u    z    z    z    z    z    z    z    z    z    z    z    z    !    e    !    !    c    c    P    c    UndoProposed
DropUndo            u    z    z    z    z    z    z    z    z    z    z    z    z    E    !    E    E    c    c    P    c    UndoDropped
UndoApproval        u    z    z    z    z    z    z    z    z    z    z    z    z    E    !    E    E    c    c    P    c    ApprovalUndone
CastVote            u    p    p    p    p    m    m    !    i    i    i    i    q    y    y    y    y    c    c    P    c    VoteCast
DeclareConflict     u    p    p    p    p    m    m    !    i    i    i    i    q    y    y    y    y    c    c    P    c    MemberRecused
FileAppeal          u    N    N    N    N    N    N    N    N    N    N    N    N    N    N    N    N    N    !    F    N    AppealFiled
WithdrawAppeal      u    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    !    O    AppealWithdrawn
AssignAppeal        u    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    .    O    AppealAssigned
DeclareAppealConflict u    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    !    O    AppealConflictDeclared
UpholdAppeal        u    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    !    O    AppealUpheld
OverturnAppeal      u    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    O    !    O    AppealOverturned
`
const during = (way: keyof typeof ways) => [...ways[way], commands.RequestInfo]
const columns = Object.entries(ways).flatMap(([state, way]) =>
  // A question to the applicant stops a review where it stands: `info` while it is checked, then surveyed, analysed, proposed.
  state === 'need-info'
    ? ([
        [state, way],
        ...(['surveying', 'analysing', 'proposed'] as const).map((at) => [`need-info in ${at}`, during(at)] as const),
      ] as const)
    : ([[state, way]] as const),
)
const rows = new Map(
  table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(/\s+/))
    .map(([command, ...cells]) => [command, cells] as const),
)

function meant(cell: string | undefined, events: string | undefined): string {
  if (cell === '!') return events ?? 'no such event'
  if (cell === '.') return 'nothing'
  if (cell === '1') return 'ReservationDisowned' // the approval stood on it, and a withdrawn application wants it no more
  const code = refusals[cell ?? ''] ?? 'no such letter'
  return code.includes('/') ? code : `application/${code}`
}

function answer(way: readonly ApplicationCommand[], command: ApplicationCommand): string {
  try {
    const events = decide(stateAfter(way), command)
    return events.map((event) => event.type).join('+') || 'nothing'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    for (const template of [error.entry.id, error.entry.en]) expect(sentence(template, error.facts)).not.toMatch(/[{}]/)
    return error.code
  }
}

it.each(columns.map(([state, way], column) => ({ state, way, column })))('in state $state', ({ way, column }) => {
  const expected = Object.fromEntries(
    Object.keys(commands).map((type) => [type, meant(rows.get(type)?.[column], rows.get(type)?.[columns.length])]),
  )
  const actual = Object.fromEntries(Object.values(commands).map((command) => [command.type, answer(way, command)]))
  expect(actual).toEqual(expected)
})

it.each(['checking', 'surveying', 'analysing', 'proposed'] as const)(
  'a question while it is %s and its answer lead back to exactly where it stood, its clock begun anew',
  (status) => {
    const before = stateAfter(ways[status])
    const after = stateAfter([...ways[status], commands.RequestInfo, commands.AnswerInfo])
    expect(after).toEqual({ ...before, file: { ...fileOf(before), clock: null } })
  },
)

const within: Partial<Record<keyof typeof ways, string>> = {
  'rejection-proposed': 'proposed',
  'in-committee': 'proposed',
  'undo-asked': 'approved',
}
it('each way leads to the state of its name', () => {
  for (const state of Object.keys(ways) as (keyof typeof ways)[]) {
    expect(stateAfter(ways[state]).status).toBe(within[state] ?? state)
  }
})
