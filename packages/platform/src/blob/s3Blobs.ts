// Files in a bucket of Amazon S3 or of whatever speaks its protocol: one object a file, `<folder>/<ref>`; while it may not be named by an
// event yet also `<folder>/unnamed/<ref>`, which says who is to name it: `sweep` looks there alone.
// Guarantees: a file is there whole or not at all; a put that fails takes back the parts that it sent; a put holds at most
// PART_BYTES × (PARTS_AT_ONCE + 1) in memory, whatever the file's size.
// Does not guarantee: that parts of a writer that died go by themselves: `sweep`, or a rule of the bucket, clears them.
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  type _Object,
  type ListMultipartUploadsCommandInput,
  type ListMultipartUploadsCommandOutput,
  type ListObjectsV2CommandInput,
  type ListObjectsV2CommandOutput,
  type MultipartUpload,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Sealer } from '../sealing/sealer.ts'
import { SWEPT_AT_ONCE_MAX, type Blobs, type NamedBy } from './blobs.ts'
import { enveloped, opened } from './envelope.ts'
import { measured } from './measured.ts'
import { checkedRef } from './ref.ts'
import { refuse } from './refusals.ts'

const PART_BYTES = 5 * 1_024 * 1_024 // S3's least
const PARTS_AT_ONCE = 2
const CONNECT_WITHIN_MS = 3_000
const ANSWER_WITHIN_MS = 30_000
const ATTEMPTS = 3

export interface S3Access {
  /** Without it, Amazon's of that region. */
  readonly endpoint?: string | undefined
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export const s3Client = ({ endpoint, region, accessKeyId, secretAccessKey }: S3Access) =>
  new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Only Amazon answers at a host a bucket.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_WITHIN_MS, requestTimeout: ANSWER_WITHIN_MS },
  })

export function s3Blobs(client: S3Client, bucket: string, folder: string, sealer: Sealer): Blobs {
  const place = (ref: string) => ({ Bucket: bucket, Key: `${folder}/${checkedRef(ref)}` })
  const unnamed = `${folder}/unnamed/`
  const unnamedOf = (ref: string) => ({ Bucket: bucket, Key: `${unnamed}${ref}` })
  const remove = async (ref: string) => {
    await client.send(new DeleteObjectCommand(place(ref)))
    await client.send(new DeleteObjectCommand(unnamedOf(ref)))
  }

  return {
    async put(stream, options) {
      const ref = randomUUID()
      const { body, result } = measured(stream, options)
      const content = Readable.from(enveloped(body, options.personal, sealer), { objectMode: false })
      try {
        await client.send(new PutObjectCommand({ ...unnamedOf(ref), Body: JSON.stringify(options.namedBy) }))
        const params = { ...place(ref), Body: content, ContentType: 'application/octet-stream' }
        await new Upload({ client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE }).done()
      } catch (error) {
        // The last answer may have been lost after the object was made. The first error is the one to tell; an object that
        // could not be taken back is one that nothing refers to.
        await remove(ref).catch(() => {})
        throw error
      } finally {
        content.destroy()
        stream.destroy()
      }
      return { ...result(), ref }
    },
    async get(ref) {
      const { Body } = await client.send(new GetObjectCommand(place(ref))).catch((error: unknown) => {
        throw error instanceof NoSuchKey ? refuse('blob/not-found') : error
      })
      const stored = Body as Readable
      try {
        return Readable.from(await opened(stored, sealer), { objectMode: false })
      } catch (error) {
        stored.destroy()
        throw error
      }
    },
    remove,
    async sweep(olderThanMs, isNamed) {
      let count = 0
      const isOld = (at: Date | undefined) => at !== undefined && Date.now() - at.getTime() >= olderThanMs
      for await (const { Key, UploadId, Initiated } of unfinished(client, bucket, `${folder}/`)) {
        if (!isOld(Initiated)) continue
        await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }))
        count += 1
      }
      let old = 0
      for await (const { Key = '', LastModified } of objects(client, bucket, unnamed)) {
        if (!isOld(LastModified)) continue
        if ((old += 1) > SWEPT_AT_ONCE_MAX) break
        const ref = Key.slice(unnamed.length)
        const { Body } = await client.send(new GetObjectCommand(unnamedOf(ref)))
        const by = JSON.parse((await Body?.transformToString()) ?? '') as NamedBy
        if (await isNamed(ref, by)) await client.send(new DeleteObjectCommand(unnamedOf(ref)))
        else {
          await remove(ref)
          count += 1
        }
      }
      return count
    },
  }
}

async function* objects(client: S3Client, bucket: string, prefix: string): AsyncGenerator<_Object> {
  let from: Pick<ListObjectsV2CommandInput, 'ContinuationToken'> | null = {}
  while (from) {
    const page: ListObjectsV2CommandOutput = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...from }),
    )
    yield* page.Contents ?? []
    from = page.IsTruncated ? { ContinuationToken: page.NextContinuationToken } : null
  }
}

async function* unfinished(client: S3Client, bucket: string, prefix: string): AsyncGenerator<MultipartUpload> {
  let from: Pick<ListMultipartUploadsCommandInput, 'KeyMarker' | 'UploadIdMarker'> | null = {}
  while (from) {
    const page: ListMultipartUploadsCommandOutput = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...from }),
    )
    yield* page.Uploads ?? []
    from = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : null
  }
}
