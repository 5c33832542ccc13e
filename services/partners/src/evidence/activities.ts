// The steps of keeping a file: scanned, and removed when its time is over or something was found in it.
// Guarantees: a scanner that is away leaves the file in quarantine and is asked again; the file goes before the record of it, so a crash
// between the two is finished by the next run.
import type { ServiceContext, StepMeta } from '@simpul/platform'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { evidence } from './aggregate.ts'
import { refuse } from '../refusals.ts'
import { hasVirus, type Removal, type Screening } from './evidence.ts'

/** Nobody who can scan is there: the step is tried again, for days if need be (platform's failures.ts reads `status`). */
class Unscanned extends Error {
  override readonly name = 'Unscanned'
  readonly status = 503
}

export const keepingSteps = ({ commands, outside }: Pick<ServiceContext<PartnersOutside>, 'commands' | 'outside'>) => {
  const stored = async (id: string) => {
    const state = (await commands.state(evidence, id))?.state
    return state?.status === 'stored' ? state : null
  }
  return {
    /** What was found; null when there is no file any more. */
    async screen(meta: StepMeta, id: string): Promise<Screening | null> {
      const before = await stored(id)
      if (!before) return null
      if (before.screening) return before.screening
      const scan = await outside.scanner.scan(await outside.evidence.get(before.ref))
      if (scan.kind === 'unscanned') throw new Unscanned(scan.problem)
      const signature = scan.kind === 'infected' ? scan.signature : null
      await commands.send(evidence, id, { type: 'RecordScreening', signature }, meta)
      return (await stored(id))?.screening ?? null
    },

    async remove(meta: StepMeta, id: string, why: Removal): Promise<void> {
      const before = await stored(id)
      if (!before) return
      if (why === 'expired' && !(before.screening?.keepUntil && outside.clock.now() >= Date.parse(before.screening.keepUntil)))
        throw new Unscanned('not due by our clock yet') // Temporal's is ahead of ours
      // The file goes before its record, so the decider's own question would come too late.
      if (why === 'infected' && !hasVirus(before.screening)) throw refuse('evidence/still-kept')
      await outside.evidence.remove(before.ref)
      await commands.send(evidence, id, { type: 'RecordRemoval', why }, meta)
    },
  }
}
