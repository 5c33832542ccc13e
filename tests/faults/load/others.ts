// The other journeys: who browses, the lender's manager who moves the quota, an organisation, and those who mean harm or take no care.
// Guarantees: what shall be refused is written down with a misfit when it is not.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Attempt } from '@simpul/testkit/checker'
import { quotaIdOf, registered, staff, today, type Setting } from './kur.ts'
import { Refused, User, type Lender, type Step } from './user.ts'

const AT = 'microcredit/applications/:id'

export async function browse(setting: Setting): Promise<void> {
  const { random, world } = setting
  const officer = await staff(setting, random.of(['officer', 'approver', 'lender-manager']), random.of(world.lenders))
  const { body } = await officer.read(`microcredit/worklist?limit=${random.between(5, 50)}`)
  const seen = (body.items as { id: string }[]).slice(0, 3)
  for (const { id } of seen) {
    const { etag } = await officer.read(AT, { id })
    await officer.read(AT, { id }, etag === null ? {} : { 'if-none-match': etag })
    await officer.read(`${AT}/history`, { id })
  }
  await officer.read('microcredit/quotas/:id', { id: quotaIdOf(random.of(world.lenders)) }).catch(unlessRefused)
  await officer.read('partners/parties?kind=warung')
}

/** A draft, saved again and again: most of what people do. */
export async function drafting(setting: Setting): Promise<void> {
  const { world, journey, random } = setting
  const subject = random.uuid()
  const user = await User.signIn(world, journey, { as: 'applicant', person: subject, sub: subject }, random)
  const started = await user.command({
    route: 'microcredit/applications',
    body: { forOrganisation: false },
    expects: ['DraftStarted'],
  })
  const { id } = started.body as { id: string }
  for (let saves = random.between(2, 6); saves > 0; saves -= 1) {
    const body = { plafonIdr: 1_000_000 * random.between(1, 100) }
    const manner = random.weighted({ careful: 6, double: 1, vanishing: 1 })
    const saved = await user.command({ route: `${AT}/draft`, params: { id }, body, expects: ['DraftSaved'], manner })
    await user.read('microcredit/my/applications', {}, { 'simpul-after': saved.after ?? '' })
    await sleep(random.between(0, 500))
  }
}

/** Many at one draft: each save counts once; many taps with one key are one application. */
export async function crowding(setting: Setting, clients: number): Promise<void> {
  const { world, journey, random } = setting
  const subject = random.uuid()
  const user = await User.signIn(world, journey, { as: 'applicant', person: subject, sub: subject }, random)
  const start: Step = {
    route: 'microcredit/applications',
    body: { forOrganisation: false },
    expects: ['DraftStarted'],
    key: random.uuid(),
  }
  const taps = await Promise.all(Array.from({ length: clients }, () => user.command(start)))
  const ids = new Set(taps.map(({ body }) => (body as { id: string }).id))
  if (ids.size !== 1) throw new Error(`${clients} taps with one key made ${ids.size} applications`)
  const [id = ''] = ids
  const saves = Array.from({ length: clients }, (_, n) =>
    user.command({ route: `${AT}/draft`, params: { id }, body: { plafonIdr: 1_000_000 * (n + 1) }, expects: ['DraftSaved'] }),
  )
  await Promise.all(saves)
  await onOnePage(user, id, clients)
}

/** All of them have read the same version: one wins, the others are told, and none of them overwrites. */
async function onOnePage(user: User, id: string, clients: number): Promise<void> {
  const { body } = await user.read(AT, { id })
  const version = Number(body.version)
  const step = { route: `${AT}/draft`, params: { id }, version, expects: ['DraftSaved'] }
  const answers = await Promise.all(
    Array.from({ length: clients }, (_, n) => user.tryOnce({ ...step, body: { plafonIdr: 2_000_000 * (n + 1) } })),
  )
  const [won, told, unclear] = [[200, 201], [412], [undefined, 500, 502, 503, 504]].map(
    (statuses) => answers.filter((answered) => (statuses as unknown[]).includes(answered?.status)).length,
  ) as [number, number, number]
  if (won + told + unclear !== clients || won > 1 || (won === 0 && unclear === 0))
    throw new Error(`${clients} clients saved version ${version} of ${id}: ${won} won, ${told} were told`)
}

/** Never below what is promised: the manager only gives more. */
export async function moveQuota(setting: Setting): Promise<void> {
  const lender = setting.random.of(setting.world.lenders)
  const manager = await staff(setting, 'lender-manager', lender)
  const id = quotaIdOf(lender)
  for (;;) {
    const { body } = await manager.read('microcredit/quotas/:id', { id })
    const step = {
      route: 'microcredit/quotas/:id/limit',
      params: { id },
      body: { limitIdr: body.limitIdr + 1_000_000 },
      version: body.version as number,
      expects: ['QuotaRaised'],
    }
    try {
      await manager.command(step)
      return
    } catch (error) {
      if (!(error instanceof Refused && error.status === 412)) throw error
    }
  }
}

export async function organisation(setting: Setting): Promise<void> {
  const { random, journey } = setting
  const { id: person, user } = await registered(setting)
  const body = { kind: 'warung', name: `Warung ${journey}`, region: '31.71.01' }
  const { id } = (
    await user.command({ route: 'partners/organisations', body, expects: ['OrganisationRegistered', 'RoleGranted'] })
  ).body as { id: string }
  await user.command({ route: 'partners/parties/:id/verification', params: { id }, expects: ['VerificationRequested'] })
  if (random.chance(0.3))
    await user.command({
      route: 'partners/parties/:id/roles',
      params: { id },
      body: { person, role: 'manager' },
      expects: ['RoleGranted'],
    })
  await user.read('partners/parties/:id', { id })
}

/** Two people on one application at once, one of them with an old page: the stale one is told so and nothing is lost. */
export async function stale(setting: Setting, id: string, lender: Lender): Promise<void> {
  const approver = await staff(setting, 'approver', lender)
  const { body } = await approver.read(AT, { id })
  const answered = await approver.tryOnce({
    route: `${AT}/reject`,
    params: { id },
    body: { reasonCodes: ['capacity/too-low'] },
    version: Math.max(1, Number(body.version) - 1),
    expects: ['ApplicationRejected'],
  })
  shallBe(setting, 'a stale page', answered?.status, [404, 409, 412])
}

export async function hostile(setting: Setting): Promise<void> {
  const { world, journey, random } = setting
  const lender = random.of(world.lenders)
  const thief = await User.signIn(
    world,
    journey,
    { as: ['applicant', 'officer'], person: random.uuid(), org: 'bank-lain', sub: random.uuid() },
    random,
  )
  const officer = await staff(setting, 'officer', lender)
  const { body } = await officer.read('microcredit/worklist?limit=5')
  const [other] = body.items as { id: string }[]
  const steps: Step[] = [
    { route: 'partners/people', body: { name: 'Tanpa NIK' }, expects: ['PersonRegistered'] },
    {
      route: 'microcredit/quotas',
      body: { scheme: 'MIKRO', year: 2026, unit: 'pusat', limitIdr: 1 },
      target: quotaIdOf({ id: 'bank-lain' }),
      expects: ['QuotaOpened'],
    },
    { route: 'microcredit/applications', body: { forOrganisation: { $gt: '' } }, expects: ['DraftStarted'] },
    { route: 'microcredit/applications', body: { forOrganisation: false }, key: 'with a space', expects: ['DraftStarted'] },
    {
      route: 'microcredit/applications',
      body: JSON.parse('{"__proto__":{"admin":true},"forOrganisation":false}') as object,
      expects: ['DraftStarted'],
    },
    {
      route: 'microcredit/applications',
      body: { forOrganisation: false, filler: 'x'.repeat(80_000) },
      expects: ['DraftStarted'],
    },
    { route: `${AT}/submit`, params: { id: random.uuid() }, expects: ['ApplicationSubmitted'] },
    ...(other === undefined
      ? []
      : [
          { route: `${AT}/withdraw`, params: { id: other.id }, body: { reasonCode: 'iseng' }, expects: ['ApplicationWithdrawn'] },
          {
            route: `${AT}/questions`,
            params: { id: other.id },
            body: { questions: [{ code: 'x', textRef: null }] },
            expects: ['InfoRequested'],
          },
          {
            route: `${AT}/disburse`,
            params: { id: other.id },
            version: 1,
            body: { disbursedOn: today(), transferRef: 'maling' },
            expects: ['ApplicationDisbursed'],
          },
        ]),
  ]
  for (const step of steps) {
    const answered = await thief.tryOnce(step)
    shallBe(setting, step.route, answered?.status, [400, 401, 403, 404, 413])
  }
}

/** A status of 5xx is judged elsewhere, by the fault windows. */
function shallBe({ world, journey }: Setting, what: string, status: number | undefined, allowed: readonly number[]): void {
  if (status === undefined || status >= 500 || allowed.includes(status)) return
  const attempt: Attempt = {
    at: Date.now(),
    ms: 0,
    journey,
    method: 'POST',
    path: `/${what}`,
    outcome: 'answered',
    status,
    misfit: `it should have been refused by one of ${allowed.join()}`,
  }
  world.journal.write(attempt)
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof Refused)) throw error
}
