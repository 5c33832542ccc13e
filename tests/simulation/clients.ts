// What people do while the faults happen: commands under their own ids, sent again when no answer came, sometimes twice at once.
// Guarantees: what each wanted, heard and never heard is kept, for the invariants. Does not: stop before the answer is certain.
import type { Unstamped } from '../../packages/platform/src/aggregate/aggregate.ts'
import { claimsOf, type ClaimKind } from '../../packages/platform/src/claims/claims.ts'
import { Refusal } from '../../packages/kernel/src/index.ts'
import type { CounterCommand } from '../../packages/platform/src/aggregate/sample.ts'
import type { VisitCommand } from '../../packages/platform/src/process/sample/visit.ts'
import { commands as example } from '../../services/microcredit/src/application/example.ts'
import type { ApplicationCommand } from '../../services/microcredit/src/application/decide.ts'
import type { Hosted, Installation } from './installation.ts'
import type { Random } from './random.ts'
import { Machine, Process, type Scheduler } from './scheduler.ts'
import { APPLICATIONS, COUNTERS, VISITS, application, counter, visit } from './story.ts'

const PATIENCE_MS = 4_000
const THINK_MS_MAX = 900
const DEADLINE_MS = 10_000
const TWICE_AT_ONCE = 0.3
const VALUES = ['nib-1', 'nib-2']
const NIB: ClaimKind = { name: 'nib', personal: false }
const NO_KEYS = { current: { id: 'k', key: Buffer.alloc(32) }, all: [] }

type Command = Unstamped<CounterCommand> | Unstamped<VisitCommand> | Unstamped<ApplicationCommand>

export interface Wanted {
  readonly commandId: string
  readonly source: string
  readonly target: string
  readonly command: Command
  readonly creates?: boolean
  /** It may find its work done, and then makes no event. */
  readonly moot?: boolean
  /** The events that it makes when it is not refused. */
  readonly makes: readonly string[]
  /** One entry an attempt: version, code of a refusal, or not heard. */
  readonly heard: (number | string | null)[]
}

type Heard<Result> = { readonly result: Result } | { readonly refused: string; readonly passes: boolean } | null

export class Clients {
  readonly wanted: Wanted[] = []
  /** Who may believe to hold a value. */
  readonly holders = new Map<string, Set<string>>()
  working = 0
  /** What stands recorded of each owner: the value that it shall have. */
  private readonly wants = new Map<string, string | null>()
  private readonly scheduler: Scheduler
  private readonly random: Random
  private readonly installation: Installation
  private readonly breach: (what: string) => void

  constructor(scheduler: Scheduler, random: Random, installation: Installation, breach: (what: string) => void) {
    this.scheduler = scheduler
    this.random = random
    this.installation = installation
    this.breach = breach
  }

  start(name: string, acts: number): void {
    const process = new Process(new Machine(name), 0)
    this.working += 1
    void this.act(process, acts).then(() => (this.working -= 1))
  }

  private async act(client: Process, acts: number): Promise<void> {
    const { random } = this
    for (let n = 1; n <= acts; n += 1) {
      await this.scheduler.sleep(client, random.below(THINK_MS_MAX), 'thinks')
      const kind = random.below(10)
      if (kind < 3) await this.count(client, n)
      else if (kind < 7) await this.apply(client, n)
      else if (kind < 9) await this.visit(client, n)
      else await this.claim(client, n)
    }
  }

  private async count(client: Process, n: number): Promise<void> {
    const { random } = this
    const target = random.pick(COUNTERS)
    const by = random.chance(0.15) ? 0 : random.between(1, 9)
    const times = random.between(1, 3)
    const open = { command: { type: 'OpenCounter', owner: client.name }, creates: true, makes: ['CounterOpened'] } as const
    const raise = {
      command: { type: 'RaiseCounter', by, times },
      makes: Array.from({ length: times }, () => 'CounterRaised'),
    } as const
    await this.want(client, `${client.name}:${n}`, counter.contract.source, target, random.chance(0.4) ? open : raise)
  }

  private async apply(client: Process, n: number): Promise<void> {
    const target = this.random.pick(APPLICATIONS)
    const want = (step: string, command: Unstamped<ApplicationCommand>, makes: readonly string[], moot = false) =>
      this.want(client, `${client.name}:${n}${step}`, application.contract.source, target, { command, makes, moot })
    const kind = this.random.below(5)
    if (kind === 0) await want('', example.WithdrawApplication, ['ApplicationWithdrawn'])
    else if (kind < 4) {
      await want('', example.ApproveApplication, ['ApprovalGiven', 'QuotaWanted'])
      if (!this.random.chance(0.4)) return
      // A change of mind while the quota is being asked.
      await this.scheduler.sleep(client, this.random.below(200), 'changes mind')
      await want('w', example.WithdrawApplication, ['ApplicationWithdrawn'])
    } else {
      await want('a', example.SignAkad, ['AkadSigned'])
      await want('b', example.RegisterAkad, ['AkadRegistered'], true)
      await want('c', example.DisburseApplication, ['ApplicationDisbursed'])
    }
  }

  private async visit(client: Process, n: number): Promise<void> {
    const target = this.random.pick(VISITS)
    const kinds = [
      { command: { type: 'AskVisit' }, creates: true, makes: ['VisitAsked'] },
      { command: { type: 'AskVisit' }, creates: true, makes: ['VisitAsked'] },
      { command: { type: 'MakeVisit', note: client.name }, makes: ['VisitMade'] },
      { command: { type: 'MakeVisit', note: client.name }, makes: ['VisitMade'] },
      { command: { type: 'CancelVisit' }, makes: ['VisitCancelled'] },
    ] as const
    await this.want(client, `${client.name}:${n}`, visit.contract.source, target, this.random.pick(kinds))
  }

  /** A value is claimed, kept for a while, and let go or changed for another: what the procedures of a party do. */
  private async claim(client: Process, n: number): Promise<void> {
    const owner = `${client.name}/${n}`
    const value = this.random.pick(VALUES)
    this.wants.set(owner, value)
    const got =
      (await this.untilHeard(client, `${owner} claims ${value}`, (hosted) => this.claimFor(hosted, owner, value))) === 'mine'
    if (got) {
      this.hold(value, owner)
      await this.scheduler.sleep(client, this.random.below(3_000), `holds ${value}`)
      if (this.random.chance(0.3)) return
    }
    // Also when it was another's: an attempt that was held up may have got it since.
    this.letGo(value, owner)
    const next = got && this.random.chance(0.5) ? VALUES.find((other) => other !== value) : undefined
    this.wants.set(owner, next ?? null)
    if (next !== undefined) {
      const heard = await this.untilHeard(client, `${owner} changes to ${next}`, (hosted) => this.claimFor(hosted, owner, next))
      if (heard === 'mine') this.hold(next, owner)
      else this.wants.set(owner, null)
    }
    const keep = ({ process }: Hosted) =>
      claimsOf(this.installation.claimStore(process), NO_KEYS).keepOnly(NIB, this.wants.get(owner) ?? 'none', owner)
    await this.untilHeard(client, `${owner} lets ${value} go`, keep)
  }

  /** Claim first, then look whether it is still wanted: whoever was held up in between must not claim behind its owner's back. */
  private async claimFor(hosted: Hosted, owner: string, value: string): Promise<'mine' | 'taken'> {
    const claims = claimsOf(this.installation.claimStore(hosted.process), NO_KEYS)
    const outcome = await claims.claim(NIB, value, owner)
    if (this.wants.get(owner) !== value) await claims.release(NIB, value, owner)
    return typeof outcome === 'object' ? 'taken' : 'mine'
  }

  /** This owner had asked for the value, and wants it no more. */
  letGoOf(value: string, owner: string): boolean {
    return this.wants.has(owner) && this.wants.get(owner) !== value
  }

  private hold(value: string, owner: string): void {
    const holders = this.holders.get(value) ?? new Set<string>()
    this.holders.set(value, holders.add(owner))
    if (holders.size > 1) this.breach(`${value} belongs to ${[...holders].join(' and ')}`)
  }

  private letGo(value: string, owner: string): void {
    this.holders.get(value)?.delete(owner)
  }

  private async want(
    client: Process,
    commandId: string,
    source: string,
    target: string,
    { command, makes, creates, moot = false }: Pick<Wanted, 'command' | 'makes' | 'creates' | 'moot'>,
  ): Promise<void> {
    const wanted: Wanted = { commandId, source, target, command, makes, moot, ...(creates ? { creates } : {}), heard: [] }
    this.wanted.push(wanted)
    const attempt = (what: string) => this.untilHeard(client, what, (hosted) => this.execute(hosted, wanted), wanted)
    const what = `${command.type} ${target} as ${commandId}`
    if (this.random.chance(TWICE_AT_ONCE)) await Promise.all([attempt(what), attempt(`${what}, again`)])
    else await attempt(what)
  }

  private async execute(hosted: Hosted, { source, target, command, commandId, creates }: Wanted): Promise<number> {
    const { version } = await hosted.of(source).execute({
      target,
      command,
      commandId,
      fingerprint: commandId,
      actor: 'client',
      correlationId: commandId,
      causationId: commandId,
      deadline: hosted.clock.now() + DEADLINE_MS,
      caller: 'http',
      ...(creates ? { creates } : {}),
    })
    return version
  }

  /** Asks any machine, again and again, until there is an answer that stays the answer. */
  private async untilHeard<Result extends number | 'mine' | 'taken'>(
    client: Process,
    what: string,
    work: (hosted: Hosted) => Promise<Result>,
    wanted?: Wanted,
  ): Promise<Result | string> {
    for (;;) {
      const heard = await this.request(client, this.random.pick(this.installation.of('api')), what, work)
      if (heard === null) wanted?.heard.push(null)
      else if ('result' in heard) {
        if (typeof heard.result === 'number') wanted?.heard.push(heard.result)
        return heard.result
      } else {
        wanted?.heard.push(heard.passes ? null : heard.refused)
        if (!heard.passes) return heard.refused
      }
      await this.scheduler.sleep(client, this.random.below(1_500), 'tries again')
    }
  }

  /** Null when nothing was heard: the machine is down, crashed at work, or slower than the client's patience. */
  private request<Result>(
    client: Process,
    api: Machine,
    what: string,
    work: (hosted: Hosted) => Promise<Result>,
  ): Promise<Heard<Result>> {
    return new Promise((resolve) => {
      const answer = (heard: Heard<Result>, about: string) =>
        this.scheduler.later(client, this.random.below(5), `hears ${about} of ${what}`, () => resolve(heard))
      this.scheduler.later(client, PATIENCE_MS, `waits no longer for ${what}`, () => resolve(null))
      this.scheduler.later(null, this.random.below(5), `${client.name} → ${api.name}: ${what}`, () => {
        const hosted = this.installation.hostedOn(api)
        if (!hosted) return answer(null, 'nothing')
        // A crash of the machine leaves this promise for ever as it is.
        void work(hosted).then(
          (result) => hosted.process.dead || answer({ result }, JSON.stringify(result)),
          (error: unknown) => {
            if (hosted.process.dead) return
            if (error instanceof Refusal) answer({ refused: error.code, passes: error.entry.status === 503 }, error.code)
            else answer(null, String(error))
          },
        )
        return undefined
      })
    })
  }
}
