// As much of the S3 protocol as s3Blobs uses, in memory, for its tests: objects, parts, lists of one entry a page.
// Guarantees: refuses what S3 refuses (an unsigned request, parts under 5 MiB, an unknown upload); can lose an answer on request.
// Does not: check signatures. The same suite runs against a real S3 when its address is in the environment. Shown by s3Blobs.int.test.ts.
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

const LEAST_PART_BYTES = 5 * 1_024 * 1_024

interface Upload {
  readonly key: string
  readonly initiated: string
  readonly parts: Map<number, Buffer>
}
type Answer = readonly [status: number, body?: string | Buffer, headers?: Record<string, string>]

export interface StandInS3 {
  readonly url: string
  /** The next request of which this is true is done, but its answer is lost. */
  loseAnswer(of: (method: string, query: URLSearchParams) => boolean): void
  close(): Promise<void>
}

const failed = (status: number, code: string): Answer => [status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`]
const listOf = (name: string, truncated: boolean, content: string): Answer => [
  200,
  `<${name}><IsTruncated>${truncated}</IsTruncated>${content}</${name}>`,
]

export async function standInS3({ keysAPage = 1_000 } = {}): Promise<StandInS3> {
  const answer = store(keysAPage)
  let loses = (_method: string, _query: URLSearchParams): boolean => false

  const server = createServer((request, response) => void handle(request, response))
  async function handle(request: IncomingMessage, response: ServerResponse) {
    const { method = '', headers } = request
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3')
    const key = pathname.split('/').slice(2).join('/')
    const body = await buffer(request)
    const signed = headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=')
    const [status, content = '', more = {}] = signed ? answer(method, key, searchParams, body) : failed(403, 'AccessDenied')
    if (loses(method, searchParams)) {
      loses = () => false
      request.socket.destroy()
      return
    }
    response.writeHead(status, more).end(status === 204 ? undefined : content)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseAnswer: (of) => (loses = of),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What a bucket holds, and its answers. */
function store(keysAPage: number) {
  const objects = new Map<string, Buffer>()
  const uploads = new Map<string, Upload>()

  function answer(method: string, key: string, query: URLSearchParams, body: Buffer): Answer {
    if (key === '') return method === 'GET' ? listed(query) : [200]
    const uploadId = query.get('uploadId')
    if (query.has('uploads')) return begun(key)
    if (uploadId !== null) return ofUpload(method, key, uploadId, query, body)
    if (method === 'PUT') return (objects.set(key, body), [200, '', { etag: tag(body) }])
    if (method === 'DELETE') return (objects.delete(key), [204])
    const found = objects.get(key)
    return found ? [200, found] : failed(404, 'NoSuchKey')
  }

  function listed(query: URLSearchParams): Answer {
    const prefix = query.get('prefix') ?? ''
    if (!query.has('uploads')) {
      const after = query.get('continuation-token') ?? ''
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted()
      const page = keys.slice(0, keysAPage)
      const entries = page.map(
        (key) => `<Contents><Key>${key}</Key><LastModified>${new Date().toISOString()}</LastModified></Contents>`,
      )
      const next = `<NextContinuationToken>${page.at(-1) ?? ''}</NextContinuationToken>`
      return listOf('ListBucketResult', keys.length > page.length, entries.join('') + next)
    }
    const all = [...uploads].filter(([, { key }]) => key.startsWith(prefix))
    const at = all.findIndex(([id]) => id === query.get('upload-id-marker')) + 1
    const [id, upload] = all[at] ?? []
    if (upload === undefined) return listOf('ListMultipartUploadsResult', false, '')
    const entry = `<Upload><Key>${upload.key}</Key><UploadId>${id}</UploadId><Initiated>${upload.initiated}</Initiated></Upload>`
    const next = `<NextKeyMarker>${upload.key}</NextKeyMarker><NextUploadIdMarker>${id}</NextUploadIdMarker>`
    return listOf('ListMultipartUploadsResult', at + 1 < all.length, entry + next)
  }

  function begun(key: string): Answer {
    const id = randomUUID()
    uploads.set(id, { key, initiated: new Date().toISOString(), parts: new Map() })
    return [200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`]
  }

  function ofUpload(method: string, key: string, id: string, query: URLSearchParams, body: Buffer): Answer {
    const upload = uploads.get(id)
    if (upload?.key !== key) return failed(404, 'NoSuchUpload')
    if (method === 'PUT') return (upload.parts.set(Number(query.get('partNumber')), body), [200, '', { etag: tag(body) }])
    if (method === 'DELETE') return (uploads.delete(id), [204])
    const wanted = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) => Number(number))
    const parts = wanted.map((number) => upload.parts.get(number) ?? Buffer.alloc(0))
    if (parts.slice(0, -1).some((part) => part.length < LEAST_PART_BYTES)) return failed(400, 'EntityTooSmall')
    objects.set(key, Buffer.concat(parts))
    uploads.delete(id)
    return [200, `<CompleteMultipartUploadResult><Key>${key}</Key></CompleteMultipartUploadResult>`]
  }

  return answer
}

const tag = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`
