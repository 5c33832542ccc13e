// Whether an answer is what the API's own document promises for that path and status.
// Guarantees: a status that the document does not know is a misfit, like a body that does not fit its schema.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

type Content = Readonly<Record<string, { readonly schema?: object }>>
type Response = { readonly content?: Content; readonly $ref?: string }
type Operation = { readonly responses?: Readonly<Record<string, Response>> }
type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly responses?: Readonly<Record<string, Response>> }
}

export class Promises {
  private readonly document: ApiDocument
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false })
  private readonly compiled = new Map<string, ValidateFunction | null>()

  private constructor(document: ApiDocument) {
    this.document = document
  }

  static async of(api: string): Promise<Promises> {
    const answer = await fetch(`${api}/openapi.json`)
    return new Promises((await answer.json()) as ApiDocument)
  }

  /** `route` as `/microcredit/applications/:id`. Undefined when all is well. */
  misfit(method: string, route: string, status: number, type: string, body: unknown): string | undefined {
    if (status === 304) return body === null ? undefined : '304 with a body'
    const operation = this.document.paths[route.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    if (!operation) return `the document does not know ${method} ${route}`
    const wanted = status < 400 ? 'application/json' : 'application/problem+json'
    if (!type.startsWith(wanted)) return `content-type ${type}, not ${wanted}`
    const validate = this.validator(`${method} ${route} ${status}`, operation, status)
    if (!validate) return `the document does not promise status ${status}`
    if (validate(body)) return undefined
    const [first] = validate.errors ?? []
    return `${first?.instancePath || 'the body'} ${first?.message ?? 'does not fit'}`
  }

  private validator(name: string, { responses = {} }: Operation, status: number): ValidateFunction | null {
    const known = this.compiled.get(name)
    if (known !== undefined) return known
    const range = `${Math.floor(status / 100)}XX`
    const named = responses[String(status)] ?? responses[range] ?? responses[range.toLowerCase()]
    const shared = named?.$ref?.split('/').at(-1)
    const response = shared === undefined ? named : this.document.components?.responses?.[shared]
    const schema = Object.values(response?.content ?? {})[0]?.schema
    const made = schema ? this.ajv.compile(schema) : null
    this.compiled.set(name, made)
    return made
  }
}
