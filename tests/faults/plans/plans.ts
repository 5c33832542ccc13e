// Every plan by its name, for `npm run faults -- --plan NAME`.
import { skewing } from './clocks.ts'
import { diskFull } from './disk.ts'
import { broker, database, kafkaWiped, replies, temporal, temporalWiped } from './engines.ts'
import { messages, poisoning, replaying } from './messages.ts'
import { parting, slowConsumer } from './partitions.ts'
import { pause, type Plan } from './plan.ts'
import { restore } from './restore.ts'
import { freezing, killing } from './roles.ts'
import { crowds } from './rush.ts'
import { storm } from './storm.ts'
import { upgrade, upgradeApiFirst } from './upgrade.ts'

const calm: Plan = {
  name: 'F0',
  says: 'nothing is disturbed',
  harmless: true,
  disturb: (disturbing) => pause(disturbing, Infinity),
}

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
  replies,
  parting,
  slowConsumer,
  storm,
  skewing,
  crowds,
  diskFull,
  restore,
  upgrade,
  upgradeApiFirst,
]
