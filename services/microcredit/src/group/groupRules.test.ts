// What the rules say of a group of KUR Khusus, with citation and how sure: MC §1.2, §1.3 (Khusus, R-GROUP), by the day of the akad.
import { describe, expect, it, test } from 'vitest'
import { stateAfter } from '../application/example.ts'
import { decide as decideApplication } from '../application/decide.ts'
import { commands as example } from '../application/example.ts'
import { kurRules } from '../rules/kurRules.ts'
import type { KurVerdict } from '../rules/verdict.ts'
import type { GroupCommand } from './decide.ts'
import { agrees, ani, budi, formed, groupAfter, now, people, plan, sawah, stood, sent } from './example.ts'
import type { Open } from './group.ts'
import { groupRules, type GroupRuleId } from './groupRules.ts'
import { verdictsOf } from './memberVerdict.ts'

const [IN_2024, IN_MAY_2025, IN_SEPTEMBER_2025, IN_2026] = ['2024-09-02', '2025-05-05', '2025-09-01', '2026-02-02'] as const
const everybody = { verified: people }
const saysOf = (
  commands: readonly GroupCommand[],
  akadOn = IN_SEPTEMBER_2025 as string,
  lookedUp: { verified: readonly string[] } = everybody,
) => new Map(groupRules(groupAfter(commands) as Open, lookedUp, akadOn, kurRules).map((each) => [each.rule, each]))
const ruled = (rule: GroupRuleId, ...of: Parameters<typeof saysOf>) => {
  const { result, value, bound, conf, whenFailed } = saysOf(...of).get(rule) as NonNullable<
    ReturnType<ReturnType<typeof saysOf>['get']>
  >
  return [result, value, bound, conf, ...(result === 'failed' ? [whenFailed] : [])]
}
const verdicts = (commands: readonly GroupCommand[], akadOn: string): Map<string, KurVerdict> =>
  new Map(verdictsOf(groupAfter(commands) as Open, plan, akadOn, kurRules).map(({ person, verdict }) => [person, verdict]))
const rule = (given: KurVerdict | undefined, id: string) => {
  const found = given?.rules.find((each) => each.rule === id)
  return found && [found.result, found.value, found.conf]
}
const saving = (changes: object) => ({ type: 'SavePlan', changes, now }) as GroupCommand

describe('the rules of the group', () => {
  test('a whole group passes them all, and each says where it comes from and how sure that is', () => {
    const says = [...saysOf(formed()).values()]
    expect(says.map(({ rule: name, result, conf }) => [name, result, conf])).toEqual([
      ['G-MEMBERS', 'passed', 'D'],
      ['G-CHAIR', 'passed', '?'],
      ['G-DISTINCT', 'passed', 'policy'],
      ['G-COMMODITY', 'passed', '?'],
      ['G-OFFTAKER', 'passed', 'S'],
      ['G-LIABILITY', 'passed', 'S'],
      ['G-ONE-GROUP', 'passed', 'policy'],
      ['G-SHARES', 'passed', 'D'],
    ])
    for (const { cite, sentence } of says)
      for (const words of [cite, sentence.id, sentence.en]) expect(words.length).toBeGreaterThan(10)
  })

  it.each<[string, GroupRuleId, readonly unknown[], readonly GroupCommand[], string?, string[]?]>([
    ['one who agreed is too few, and can be mended', 'G-MEMBERS', ['failed', 1, 2, 'D', 'condition'], formed([ani])],
    [
      'a chair without a share',
      'G-CHAIR',
      ['failed', false, 'chair', '?', 'condition'],
      [...formed(people.slice(0, 1)).slice(0, 2)],
    ],
    [
      'identity that is not checked yet is unknown, no no',
      'G-DISTINCT',
      ['unknown', 4, 0, 'policy'],
      formed(),
      IN_SEPTEMBER_2025,
      [ani],
    ],
    [
      'another commodity is for the lender: nobody found that it must be one',
      'G-COMMODITY',
      ['failed', 'jagung, padi', 'padi', '?', 'no'],
      [...formed(), agrees(budi, { commodity: 'jagung' })],
    ],
    [
      'an offtaker that nobody named is unknown',
      'G-OFFTAKER',
      ['unknown', null, 'offtaker', 'S'],
      formed().filter(({ type }) => type !== 'SavePlan'),
    ],
    [
      'an offtaker without an agreement is unknown too',
      'G-OFFTAKER',
      ['unknown', null, 'offtaker', 'S'],
      [...formed(), saving({ offtaker: { organisation: 'org-x', agreementRef: null } })],
    ],
    ['before Permenko 12/2025 nothing is asked of it', 'G-OFFTAKER', ['not-applicable', null, null, 'S'], formed(), IN_2024],
    [
      'in 2025 nobody knows from which day',
      'G-LIABILITY',
      ['passed', 'Rp100.000.000', 'tanggung renteng', '?'],
      formed(),
      IN_MAY_2025,
    ],
    [
      'in 2026 the decree has not been read',
      'G-LIABILITY',
      ['passed', 'Rp100.000.000', 'tanggung renteng', '?'],
      formed(),
      IN_2026,
    ],
    [
      'liability that does not cover a share that grew',
      'G-LIABILITY',
      ['failed', false, 'tanggung renteng', 'S', 'condition'],
      [...formed(), agrees(budi, { plafonIdr: 10_000_001 })],
    ],
    [
      'a seat that is being asked for',
      'G-ONE-GROUP',
      ['unknown', null, 'one group', 'policy'],
      formed().filter(({ type }) => type !== 'RecordSeat'),
    ],
    [
      'shares that are one rupiah off',
      'G-SHARES',
      ['failed', 100_000_000, 100_000_001, 'D', 'condition'],
      [...formed(), saving({ plafonIdr: 100_000_001 })],
    ],
    [
      'a member who is out is not counted',
      'G-SHARES',
      ['failed', 90_000_000, 100_000_000, 'D', 'condition'],
      [...sent(), stood(budi, 'ended')],
    ],
  ])('%s', (_, name, expected, commands, akadOn = IN_SEPTEMBER_2025, verified) =>
    expect(ruled(name, commands, akadOn, verified ? { verified } : everybody)).toEqual(expected),
  )
})

describe('the verdict of each member', () => {
  test('each has their own: plafon, rate of 6%, tenor and R-GROUP by the day of the akad', () => {
    const given = verdicts(sent(), IN_SEPTEMBER_2025)
    expect([...given.keys()]).toEqual([...people].toSorted())
    for (const verdict of given.values()) {
      expect(verdict).toMatchObject({ scheme: 'KHUSUS', rate: { ppm: 60_000 } })
      expect(rule(verdict, 'R-GROUP')?.[0]).toBe('unknown') // SIKP, offtaker's systems and the akad's signatures are still to come
      expect(verdict.outcome).toBe('conditional')
    }
    expect(given.get(ani)?.instalmentIdr).toBe(912_658)
    expect(given.get(budi)?.instalmentIdr).toBe(304_219)
  })

  test('the bound is each member’s: 500 million is one member’s share, a rupiah more is none', () => {
    const outcome = (plafonIdr: number) =>
      rule(
        verdicts([...formed(), agrees(budi, { plafonIdr, business: { ...sawah, hasNpwp: true } })], IN_SEPTEMBER_2025).get(budi),
        'R-PLAFON',
      )?.[0]
    expect([outcome(500_000_000), outcome(500_000_001)]).toEqual(['passed', 'failed'])
  })

  test('48 months for working capital, 60 for investment: one more is a no where that was read, and for a person to decide since', () => {
    const outcome = (tenorMonths: number, loanType: 'KMK' | 'KI', akadOn: string) =>
      verdictsOf(groupAfter(formed()) as Open, { ...plan, tenorMonths, loanType }, akadOn, kurRules)[0]?.verdict
    const inTime = [
      [48, 'KMK'],
      [60, 'KI'],
    ] as const
    for (const akadOn of [IN_2024, IN_SEPTEMBER_2025])
      for (const [months, loanType] of inTime) {
        expect(rule(outcome(months, loanType, akadOn), 'R-TENOR')?.[0]).toBe('passed')
        expect(rule(outcome(months + 1, loanType, akadOn), 'R-TENOR')?.[0]).toBe('failed')
      }
    expect(outcome(49, 'KMK', IN_2024)).toMatchObject({ outcome: 'ineligible', restsOn: ['R-TENOR'] })
    expect(outcome(49, 'KMK', IN_SEPTEMBER_2025)).toMatchObject({ outcome: 'refer', indicative: 'ineligible' })
  })

  test('one who may not receive KUR is one member’s no, and says nothing about the others', () => {
    const given = verdicts([...formed(), agrees(budi, { business: { ...sawah, ownerIsCivilServant: true } })], IN_SEPTEMBER_2025)
    expect(given.get(budi)).toMatchObject({ outcome: 'ineligible', restsOn: ['R-ASN'] })
    expect([...given.values()].filter(({ outcome }) => outcome === 'ineligible')).toHaveLength(1)
  })

  test('what the lender found makes R-GROUP whole but for the signatures, which the akad brings', () => {
    const checked = Object.fromEntries(
      [
        ...['groupInSikp', 'membersInSikp', 'legalEntity', 'linkedToLender', 'linkedToSikp'],
        ...['fundsMonitored', 'salesValidated', 'tagging'],
      ].map((name) => [name, true]),
    )
    const found = [...sent(), { type: 'RecordGroupCheck', checked, evidenceRef: 'b', by: 'p-officer', now } as GroupCommand]
    expect(rule(verdicts(found, IN_SEPTEMBER_2025).get(budi), 'R-GROUP')).toEqual(['unknown', 'signedByChairAndMember', 'S'])
    const lacking = [
      ...found,
      { type: 'RecordGroupCheck', checked: { legalEntity: false }, evidenceRef: 'b', by: 'p-officer', now } as GroupCommand,
    ]
    expect(verdicts(lacking, IN_SEPTEMBER_2025).get(budi)).toMatchObject({ outcome: 'ineligible', restsOn: ['R-GROUP'] })
    expect(verdicts(lacking, IN_2026).get(budi)).toMatchObject({ outcome: 'refer', indicative: 'ineligible' })
  })
})

describe('the akad of a group', () => {
  const way = [
    example.SubmitForGroup,
    ...(['identity', 'sikp', 'slik'] as const).map((check) => ({ ...example.RecordCheck, check })),
    example.GiveVerdict,
    example.RecordSurvey,
    example.ProposeApproval,
    example.ApproveApplication,
    example.CompleteApproval,
  ]
  const stands = { status: 'sent', chair: ani, members: [ani, 'p-siti', budi] }
  const signing = (more: object) => () => decideApplication(stateAfter(way), { ...example.SignAkad, ...more })

  it.each<[string, object, string]>([
    ['without the chair', { signers: ['p-siti', budi], group: stands }, 'group/signers-missing'],
    ['by the chair alone', { signers: [ani], group: stands }, 'group/signers-missing'],
    ['by a chair who borrows, alone', { signers: ['p-siti'], group: { ...stands, chair: 'p-siti' } }, 'group/signers-missing'],
    ['without the borrower', { signers: [ani, budi], group: stands }, 'group/signers-missing'],
    ['with somebody who is no member', { signers: [ani, 'p-asing'], group: stands }, 'group/signers-missing'],
    ['of a group that fell', { signers: [ani, 'p-siti'], group: { ...stands, status: 'fallen' } }, 'group/not-standing'],
    [
      'of a group that is asked something',
      { signers: [ani, 'p-siti'], group: { ...stands, status: 'need-info' } },
      'group/not-standing',
    ],
    ['of a group that nobody finds', { signers: [ani, 'p-siti'] }, 'group/not-standing'],
  ])('%s is not signed', (_, more, code) => expect(signing(more)).toThrow(expect.objectContaining({ code })))

  test('chair and one more member, the borrower among them: signed, and it is on record who', () =>
    expect(signing({ signers: [ani, 'p-siti', 'p-siti'], group: stands })()).toMatchObject([
      { type: 'AkadSigned', signers: [ani, 'p-siti'] },
    ]))

  test('who applies alone has no signers of a group', () =>
    expect(() =>
      decideApplication(stateAfter([...[example.StartDraft, example.SaveDraft, example.SubmitApplication], ...way.slice(1)]), {
        ...example.SignAkad,
        signers: [ani],
      }),
    ).toThrow(expect.objectContaining({ code: 'group/not-a-group' })))
})
