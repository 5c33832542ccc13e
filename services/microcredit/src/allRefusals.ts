// Every "no" of microcredit, as the API documents it. Each part of the service keeps its own.
import { entries as appeal } from './appeal/refusals.ts'
import { entries as evidence } from './application/evidenceRefusals.ts'
import { entries as undo } from './application/undoRefusals.ts'
import { entries as exported } from './export/refusals.ts'
import { entries as group } from './group/refusals.ts'
import { entries as notification } from './notification/refusals.ts'
import { entries as policy } from './policy/refusals.ts'
import { entries } from './refusals.ts'

export const allEntries = { ...entries, ...appeal, ...undo, ...group, ...evidence, ...notification, ...policy, ...exported }
