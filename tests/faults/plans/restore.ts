// A restore: the database goes back to a backup, while clients, Kafka's offsets and Temporal are ahead of it.
// Guarantees: as the runbook wants it: all roles stop, all services come back from one snapshot, a new installation epoch begins. Kafka and
// Temporal keep what they have of the old epoch. Does not: take back files, nor what the outside systems were told; those are ahead too.
import { pause, type Plan } from './plan.ts'

/** Of the time of the plan: ten minutes of twelve. */
const AGE = 5 / 6

export const restore: Plan = {
  name: 'restore',
  says: 'everything is restored from a backup, under a new epoch, while clients, Kafka and Temporal are ahead',
  async disturb(disturbing) {
    const { stage, say, until, allWell, restored } = disturbing
    const { mongodb } = stage.engines
    const ageMs = (until - Date.now()) * AGE
    const backupBegan = Date.now()
    mongodb.backUp()
    const backupEnded = Date.now()
    say('a backup was taken')
    await pause(disturbing, ageMs)
    allWell()
    await stage.haltRoles()
    await mongodb.restore()
    restored({ backupBegan, backupEnded, restoredAt: Date.now() })
    stage.beginEpoch(`${stage.epoch}r`)
    await stage.startRoles()
    say(`restored from a backup ${Math.round((Date.now() - backupBegan) / 1000)} s old`)
  },
}
