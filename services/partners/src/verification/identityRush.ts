// Many people who ask to be verified with one NIK at the same moment: the story that the verification's tests tell, in one process or
// killed in between. Guarantees: the same command ids at every telling, so telling it again after a crash is what a careful client does.
import { systemClock, type Commands } from '@simpul/platform'
import { memoryBlobs } from '@simpul/platform/blob'
import type { Claims } from '@simpul/platform/claims'
import { standInScanner } from '@simpul/platform/scan'
import type { Sealer } from '@simpul/platform/sealing'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { party } from '../party/aggregate.ts'
import { withdrawal } from '../withdrawal/process.ts'
import { verification } from './process.ts'

export const NIK_OF_ALL = '3171014108900001'
export const service = {
  name: 'partners',
  aggregates: [party],
  projections: [],
  reactions: [],
  processes: [verification, withdrawal],
}

/** Registers that agree with everybody: what is in doubt here is the number's owner, not the person. */
export const agreeingOutside = (sealer: Sealer, claims: Claims): PartnersOutside => {
  const dated = () => ({ asOf: new Date().toISOString(), confidence: 'firm' }) as const
  return {
    sealer,
    claims,
    evidence: memoryBlobs(sealer),
    scanner: standInScanner(),
    dukcapil: { verify: async () => ({ kind: 'match', ...dated() }) },
    oss: { lookup: async () => ({ kind: 'not-found', ...dated() }) },
    clock: systemClock,
  }
}

export async function askToBeVerified(commands: Commands, sealer: Sealer, id: string, nik = NIK_OF_ALL): Promise<void> {
  const sealed = await sealer.seal(id, { name: `Siti ${id}`, nik, birthDate: '1990-08-01' })
  const registers = { commandId: `${id}:register`, actor: id, creates: true }
  await commands.send(party, id, { type: 'RegisterPerson', region: '73.08.11', sealed }, registers)
  await commands.send(party, id, { type: 'RequestVerification' }, { commandId: `${id}:ask`, actor: id })
}
