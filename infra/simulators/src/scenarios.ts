// What a simulated system does when it is asked about one NIK or NIB: answer, answer wrongly, or fail in one of five ways.
// Guarantees: a scenario set at run time wins over the table of fixtures; without either, the system answers `ok`.
// Does not guarantee: anything across a restart; everything here is in memory.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { fixtures } from './fixtures.ts'
import { SCENARIOS, type Setting, type System } from './setting.ts'

export const SLOW_MS = 10_000
export const SCENARIOS_MAX = 10_000 // × 1 kB of data = 10 MB

const SettingBody = Type.Object(
  {
    nik: Type.Optional(Type.String({ pattern: '^\\d{16}$' })),
    nib: Type.Optional(Type.String({ pattern: '^\\d{13}$' })),
    scenario: Type.Enum([...SCENARIOS]),
    data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    // So many requests, then as before; without it, always.
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  },
  { additionalProperties: false },
)

export interface ScenarioBook {
  /** The setting for this NIK or NIB; uses up one of `times`. */
  take(subject: string): Setting
}

/** The book of one system, with POST /<system>/scenarios to write in it and DELETE to clear it. */
export function scenarioBook(app: FastifyInstance, system: System, max = SCENARIOS_MAX): ScenarioBook {
  const set = new Map<string, Setting & { left: number }>()
  const subjectName = system === 'oss' ? 'nib' : 'nik'

  app.post<{ Body: Static<typeof SettingBody> }>(`/${system}/scenarios`, { schema: { body: SettingBody } }, (request, reply) => {
    const { scenario, data, times } = request.body
    const subject = request.body[subjectName]
    if (subject === undefined) return reply.code(400).send({ message: `${system} keeps scenarios by ${subjectName}` })
    if (set.size >= max && !set.has(subject)) return reply.code(507).send({ message: `${max} scenarios are set` })
    set.set(subject, { scenario, ...(data === undefined ? {} : { data }), left: times ?? Infinity })
    return reply.code(204).send()
  })
  app.delete(`/${system}/scenarios`, (_request, reply) => {
    set.clear()
    return reply.code(204).send()
  })

  return {
    take(subject) {
      const found = set.get(subject)
      if (found === undefined) return fixtures[system][subject] ?? { scenario: 'ok' }
      found.left -= 1
      if (found.left <= 0) set.delete(subject)
      return found
    },
  }
}

/**
 * Sends `answer` as the scenario wants it. `slow` waits and then answers as `ok`; it gives up when the caller is gone, so that
 * a stopping simulator does not wait for it.
 */
export async function play(
  request: FastifyRequest,
  reply: FastifyReply,
  setting: Setting,
  answer: () => unknown,
): Promise<unknown> {
  switch (setting.scenario) {
    case '500':
      return reply.code(500).send({ message: 'Internal Server Error' })
    case 'garbage':
      // What a proxy in trouble sends: half of a JSON text, and 200.
      return reply.type('application/json').send(setting.data?.['body'] ?? '{"kodeRespon":"00","data":{"nama":"SI')
    case 'closed':
      reply.hijack()
      request.raw.socket.destroy()
      return reply
    case 'slow':
      await untilGone(request, Number(setting.data?.['ms'] ?? SLOW_MS))
      return answer()
    default:
      return answer()
  }
}

function untilGone(request: FastifyRequest, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    request.raw.socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
