// What the played story needs of HTTP: a token a role, a key a step, and waiting for what the procedure does by itself.
// Guarantees: an answer that is no success ends the story with the problem's own sentence. Does not: retry.

// oxlint-disable-next-line typescript/no-explicit-any -- the story reads what the API says; its schemas are checked by the API's own tests
export type Body = any

export interface Who {
  readonly as: string
  readonly person?: string
  readonly org?: string
  readonly branch?: string
  readonly sub?: string
}

/** Told without a stack. `status` is the API's, when it was the API that refused. */
export class StoryProblem extends Error {
  readonly status: number | undefined
  readonly code: string | undefined
  constructor(text: string, status?: number, code?: string) {
    super(text)
    this.status = status
    this.code = code
  }
}

const WAIT_MS = 60_000
const CHANGED_SINCE = 412

export class Client {
  private readonly api: string
  private readonly token: string
  /** Begins every Idempotency-Key, so that a story that was cut off goes on where it stood. */
  private readonly story: string

  private constructor(api: string, token: string, story: string) {
    this.api = api
    this.token = token
    this.story = story
  }

  static async signIn(api: string, issuer: string, who: Who, story: string): Promise<Client> {
    const answer = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(who),
    })
    return new Client(api, ((await answer.json()) as { access_token: string }).access_token, story)
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Body> {
    return this.told(path, await fetch(this.api + path, { headers: { ...headers, authorization: `Bearer ${this.token}` } }))
  }

  /** `version` is the one that was read: the command is refused when something came between. */
  async post(path: string, step: string, body: object = {}, version?: number): Promise<Body> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      'idempotency-key': `${this.story}-${step}`,
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    }
    return this.told(path, await fetch(this.api + path, { method: 'POST', headers, body: JSON.stringify(body) }))
  }

  /** The file itself is the body. */
  async upload(path: string, step: string, file: Uint8Array<ArrayBuffer>): Promise<Body> {
    const headers = { authorization: `Bearer ${this.token}`, 'idempotency-key': `${this.story}-${step}` }
    return this.told(path, await fetch(this.api + path, { method: 'POST', headers, body: file }))
  }

  /** Waits until what the path shows fits. */
  async until(path: string, what: string, fits: (value: Body) => boolean): Promise<Body> {
    const deadline = Date.now() + WAIT_MS
    for (;;) {
      const value: Body = await this.get(path)
      if (fits(value)) return value
      if (Date.now() > deadline)
        throw new StoryProblem(`${WAIT_MS / 1000} s menunggu / waited for: ${what} (status ${value.status})`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** Waits until it fits, then does this to the version that was read. When something came between (a clock was set), it is read again. */
  async act(
    at: string,
    when: { what: string; fits: (value: Body) => boolean },
    action: string,
    step: string,
    body: object,
  ): Promise<Body> {
    for (;;) {
      const { version } = await this.until(at, when.what, when.fits)
      try {
        return await this.post(`${at}/${action}`, step, body, version)
      } catch (error) {
        if (!(error instanceof StoryProblem && error.status === CHANGED_SINCE)) throw error
      }
    }
  }

  /** What is refused for a moment only: a lender that has just registered, a file that is being scanned. */
  async onceNot(code: string, act: () => Promise<Body>): Promise<Body> {
    const deadline = Date.now() + WAIT_MS
    for (;;) {
      try {
        return await act()
      } catch (error) {
        if (!(error instanceof StoryProblem && error.code === code) || Date.now() > deadline) throw error
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }

  private async told(path: string, answer: Response): Promise<Body> {
    const body: Body = await answer.json()
    if (answer.ok) return body
    throw new StoryProblem(`${path}: ${answer.status} ${body.title}. ${body.detail}`, answer.status, body.code)
  }
}
