// The worklist row along an application's way.
import { expect, it } from 'vitest'
import type { ApplicationCommand } from '../application/decide.ts'
import { commands as c, now, officer, told, ways } from '../application/example.ts'
import { foldWorklist, type WorklistFold } from './worklist.ts'

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
