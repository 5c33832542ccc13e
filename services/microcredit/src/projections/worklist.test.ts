// The worklist row along an application's way.
import { toEnvelopes } from '@simpul/platform'
import { expect, it } from 'vitest'
import type { ApplicationCommand } from '../application/decide.ts'
import { commands as c, now, officer, told, ways } from '../application/example.ts'
import { foldWorklist, worklist, type WorklistFold } from './worklist.ts'

const rowAfter = (way: readonly ApplicationCommand[]) =>
  told(way).reduce<WorklistFold | null>((row, event) => foldWorklist(row, event, now), null)?.row

it('a draft belongs to its applicant and to no lender yet', () =>
  expect(rowAfter(ways.draft)).toMatchObject({
    status: 'draft',
    applicant: 'p-siti',
    lender: null,
    plafonIdr: 40_000_000,
    submittedAt: null,
  }))

it('a submitted one is the lender’s, with the officer and the deadline of its step', () =>
  expect(rowAfter([...ways.surveying, c.AssignOfficer, c.EscalateClock])).toEqual({
    status: 'surveying',
    applicant: 'p-siti',
    lender: 'org-bank-desa',
    unit: 'pusat',
    scheme: 'MIKRO',
    plafonIdr: 40_000_000,
    officer,
    hands: [officer],
    holder: 'officer',
    dueAt: '2025-03-17T10:00:00.000Z',
    escalated: true,
    setback: null,
    submittedAt: now,
  }))

it('the deadline goes with its step', () => expect(rowAfter(ways.analysing)).toMatchObject({ status: 'analysing', dueAt: null }))

it('refused quota shows as the lender’s side until it is asked for again', () => {
  const refused = [...ways['awaiting-quota'], c.RecordQuotaRefusal]
  expect(rowAfter(refused)?.setback).toBe('reservation/not-enough')
  expect(rowAfter([...refused, c.ApproveApplication])?.setback).toBeNull()
})

it('an appeal is the work of its reviewer alone, until it is decided', () => {
  const appealed = [...ways.surveying, c.AssignOfficer, c.RejectApplication, c.FileAppeal]
  expect(rowAfter(appealed)).toMatchObject({ status: 'appealed', holder: 'reviewer', hands: [] })
  expect(rowAfter([...appealed, c.AssignAppeal])?.hands).toEqual(['p-reviewer'])
  expect(rowAfter([...appealed, c.AssignAppeal, c.OverturnAppeal])).toMatchObject({ holder: 'officer', hands: [officer] })
})

it('as a projection it takes the time of submission from the envelope', () => {
  const by = { commandId: 'c', fingerprint: 'c', actor: 'p-siti', correlationId: 'c', causationId: 'c' }
  const events = told(ways.checking)
  const envelopes = toEnvelopes(worklist.from, 'a', 0, events, now, by)
  const fold = events.reduce<WorklistFold | null>((row, event, index) => {
    const envelope = envelopes[index]
    const next = envelope && worklist.fold(row, event, envelope)
    return next && typeof next === 'object' ? next : null
  }, null)
  expect(fold?.row).toMatchObject({ status: 'checking', submittedAt: now })
})
