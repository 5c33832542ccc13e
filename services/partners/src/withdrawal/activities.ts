// The step of a withdrawal. Guarantees: released before it is recorded, so a crash between the two is finished by the next run.
import type { ServiceContext, StepMeta } from '@simpul/platform'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { party } from '../party/aggregate.ts'

export const withdrawalSteps = ({ commands, outside }: Pick<ServiceContext<PartnersOutside>, 'commands' | 'outside'>) => ({
  async releaseNumbers(meta: StepMeta, id: string): Promise<void> {
    await outside.claims.releaseAll(id)
    await commands.send(party, id, { type: 'RecordNumbersReleased' }, meta)
  },
})
