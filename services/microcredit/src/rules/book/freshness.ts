// How old a fact may be on the day it is weighed, by who told it; older, it is no longer known and asked for again.
// Does not guarantee: law. No source names a limit; that a payoff may not show for a while is reported without a time
// (microcredit.md §2, {23}). So the figures are assumptions of this program, in one place, until somebody confirms others.
import type { Freshness } from '../ruleBook.ts'
import { unread } from './citing.ts'

const assumed = (why: string) =>
  unread('?', `microcredit.md §2 SIKP_CHECK, SLIK_CHECK {23}; ${why}`, {
    id: 'Batas umur data tidak ditemukan dalam aturan; angka ini anggapan program.',
    en: 'No limit on the age of data was found in any rule; the figure is an assumption of this program.',
  })

export const freshness: readonly Freshness[] = [
  {
    source: 'sikp',
    facts: ['earlierAccesses', 'outstandingMikroIdr', 'seasonMikroIdr', 'accumulatedKecilIdr', 'credits', 'isInSikp'],
    maxDays: 30,
    againDays: 3, // as outside/sikp.ts asks again
    ...assumed('akad are reported to SIKP one by one'),
  },
  {
    source: 'slik',
    facts: ['worstKol', 'credits'],
    maxDays: 60,
    againDays: 7,
    ...assumed('lenders report to SLIK by the month'),
  },
  { source: 'survey', facts: ['businessAgeMonths', 'turnoverIdr'], maxDays: 90, againDays: 7, ...assumed('a season') },
  { source: 'oss', facts: ['hasNib'], maxDays: 365, againDays: 7, ...assumed('a NIB holds while the business runs') },
  { source: 'dukcapil', facts: ['hasIdentityDocument'], maxDays: 365, againDays: 7, ...assumed('a KTP-el holds for life') },
]
