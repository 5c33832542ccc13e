// Every plan by its name, for `npm run faults -- --plan NAME`.
import { broker, database, kafkaWiped, temporal, temporalWiped } from './engines.ts'
import { messages, poisoning, replaying } from './messages.ts'
import { pause, type Plan } from './plan.ts'
import { freezing, killing } from './roles.ts'

const calm: Plan = { name: 'F0', says: 'nothing is disturbed', disturb: (disturbing) => pause(disturbing, Infinity) }

export const plans: readonly Plan[] = [
  calm,
  killing,
  freezing,
  broker,
  temporal,
  database,
  poisoning,
  replaying,
  messages,
  kafkaWiped,
  temporalWiped,
]
