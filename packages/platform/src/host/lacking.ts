// Whether a program has all the data that people put in force: an edition of rules that was published elsewhere, say.
// Guarantees: each look measures, and says in the log what is lacking when that has changed. Shown by lacking.test.ts.
import { alarms } from '../observe/alarms.ts'
import type { Measure } from '../observe/operations.ts'
import type { AnyService } from './service.ts'
import type { ServiceContext } from './serviceContext.ts'

interface Lacking {
  readonly service: Pick<AnyService, 'name' | 'lacks'>
  readonly context: ServiceContext
}

export function lacking(hosts: readonly Lacking[], log: { error(about: object, text: string): void }): () => Promise<Measure[]> {
  const told = new Map<string, string>()
  return async () => {
    const measures: Measure[] = []
    for (const { service, context } of hosts) {
      if (!service.lacks) continue
      const missing = await service.lacks(context)
      const names = missing.join(', ')
      if (names !== '' && told.get(service.name) !== names) log.error({ missing }, alarms['data-missing'].log)
      told.set(service.name, names)
      measures.push({ metric: 'simpul_data_missing', labels: { service: service.name }, value: missing.length })
    }
    return measures
  }
}
