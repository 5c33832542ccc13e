// What the procedure of an appeal waits for. A list of its own, because process and workflow both go by it.
import type { AppealEvent } from './events.ts'

export const HEARD = [
  'AppealFiled',
  'AppealWithdrawn',
  'AppealUpheld',
  'AppealOverturned',
] as const satisfies readonly AppealEvent['type'][]

export type Heard = Extract<AppealEvent, { type: (typeof HEARD)[number] }>
