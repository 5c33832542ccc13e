// The service of errands: asked over HTTP, done by a procedure. What M5 measures; no part of an installation.
import { defineProcess, defineRoutes, defineService, type ServiceContext, type StepMeta } from '@simpul/platform'
import { Type } from 'typebox'
import { entries, errand, errandContract, type Errand, type ErrandEvent } from './errand.ts'

export const errandSteps = ({ commands }: Pick<ServiceContext, 'commands'>) => {
  const done = (step: number) => async (meta: StepMeta, id: string) =>
    void (await commands.send(errand, id, { type: 'DoStep', step }, meta))
  return { first: done(1), second: done(2), third: done(3) }
}

const running = defineProcess<ErrandEvent, Errand>({
  name: 'running',
  from: errandContract,
  starts: { ErrandAsked: () => 1 },
  hears: [],
  ends: ['ErrandDone'],
  openRound: ({ status }) => (status === 'open' ? 1 : null),
  workflow: { file: new URL('./workflow.ts', import.meta.url), name: 'running' },
  activities: errandSteps,
})

const routes = defineRoutes({ tag: 'Tugas' }, (route) => {
  route.create('/errands', {
    summary: { id: 'Minta tugas', en: 'Ask for an errand' },
    may: { roles: 'anyone-signed-in' },
    aggregate: errand,
    body: Type.Object({}, { additionalProperties: false }),
    command: () => ({ type: 'AskErrand' as const }),
  })
})

export const errands = defineService({
  name: 'errands',
  aggregates: [errand],
  projections: [],
  reactions: [],
  processes: [running],
  routes: [routes],
  refusals: entries,
  reads: [],
  connect: () => null,
})
