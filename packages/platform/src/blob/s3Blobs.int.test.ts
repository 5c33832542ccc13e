// A bucket keeps to the same contract: of a stand-in, or of the one that SIMPUL_S3_ENDPOINT and its sisters name.
// Then what only a bucket can show: parts of a put that failed or died.
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  ListObjectsV2Command,
  ListMultipartUploadsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentOf, keepsFiles, namedBy, streamOf, vault } from './blobs.contract.ts'
import { openBlobs } from './openBlobs.ts'
import { s3Blobs, s3Client } from './s3Blobs.ts'
import { standInS3 } from './standInS3.ts'

const LARGE_BYTES = 12 * 1_024 * 1_024 // three parts
const real = process.env['SIMPUL_S3_ENDPOINT']
const standIn = real === undefined ? await standInS3() : undefined
const place = {
  endpoint: real ?? standIn?.url,
  region: process.env['SIMPUL_S3_REGION'] ?? 'us-east-1',
  accessKeyId: process.env['SIMPUL_S3_ACCESS_KEY'] ?? 'test',
  secretAccessKey: process.env['SIMPUL_S3_SECRET_KEY'] ?? 'test',
}
const client = s3Client(place)
const bucket = process.env['SIMPUL_S3_BUCKET'] ?? `files-${randomUUID()}`
const folder = randomUUID() // a bucket of someone's may hold other things

beforeAll(async () => {
  if (process.env['SIMPUL_S3_BUCKET'] === undefined) await client.send(new CreateBucketCommand({ Bucket: bucket }))
})
afterAll(async () => {
  client.destroy()
  await standIn?.close()
})

async function stored(): Promise<string[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: folder }))
  return [...Contents.map(({ Key }) => String(Key)), ...(await parts())]
}
async function parts(): Promise<string[]> {
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: folder }))
  return Uploads.map(({ Key }) => `parts of ${Key}`)
}

keepsFiles({ name: 's3', open: async (sealer) => s3Blobs(client, bucket, folder, sealer), stored, largeBytes: LARGE_BYTES })

describe('blobs: s3', () => {
  let own: Awaited<ReturnType<typeof vault>>
  beforeAll(async () => void (own = await vault()))
  afterAll(() => own.close())

  it('a file of several parts comes back whole', async () => {
    const blobs = s3Blobs(client, bucket, folder, own.sealer)
    const content = randomBytes(LARGE_BYTES)
    const { ref, bytes } = await blobs.put(streamOf(content), { namedBy, maxBytes: LARGE_BYTES, personal: 'siti' })
    expect(bytes).toBe(LARGE_BYTES)
    expect((await contentOf(blobs, ref)).equals(content)).toBe(true)
    expect(await parts()).toEqual([])
  })

  it('parts of a writer that died are swept once they are old', async () => {
    const blobs = s3Blobs(client, bucket, folder, own.sealer)
    const dead = { Bucket: bucket, Key: `${folder}/${randomUUID()}` }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(dead))
    await client.send(new UploadPartCommand({ ...dead, UploadId, PartNumber: 1, Body: randomBytes(1_000) }))
    await client.send(new CreateMultipartUploadCommand(dead)) // on the second page of the list
    expect(await blobs.sweep(3_600_000, async () => true)).toBe(0)
    expect(await parts()).toContain(`parts of ${dead.Key}`)
    expect(await blobs.sweep(-60_000, async () => true)).toBe(2) // clocks of two machines may differ
    expect(await parts()).toEqual([])
  })

  it('a put whose last answer was lost takes the object back', async () => {
    const lossy = await standInS3()
    const lossyClient = s3Client({ ...place, endpoint: lossy.url })
    const list = async () => (await lossyClient.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents ?? []
    const blobs = s3Blobs(lossyClient, bucket, folder, own.sealer)
    const large = () => blobs.put(streamOf(randomBytes(LARGE_BYTES)), { namedBy, maxBytes: LARGE_BYTES })
    const { ref } = await large()
    // The library asks again, and is told that the upload is not there: it was done.
    lossy.loseAnswer((method, query) => method === 'POST' && query.has('uploadId'))
    await expect(large()).rejects.toThrow('NoSuchUpload')
    expect((await list()).map(({ Key }) => Key)).toEqual([`${folder}/${ref}`, `${folder}/unnamed/${ref}`])
    lossyClient.destroy()
    await lossy.close()
  })

  it('is swept page by page', async () => {
    const small = await standInS3({ keysAPage: 1 })
    const client = s3Client({ ...place, endpoint: small.url })
    const blobs = s3Blobs(client, bucket, folder, own.sealer)
    for (const n of [1, 2, 3]) await blobs.put(streamOf(Buffer.from(`akad ${n}`)), { namedBy, maxBytes: 100 })
    expect(await blobs.sweep(-60_000, async () => false)).toBe(3)
    client.destroy()
    await small.close()
  })

  it('is what the configuration chooses by SIMPUL_BLOBS=s3', async () => {
    const blobs = await openBlobs(
      {
        SIMPUL_BLOBS: 's3',
        SIMPUL_S3_BUCKET: bucket,
        SIMPUL_S3_ENDPOINT: String(place.endpoint),
        SIMPUL_S3_REGION: place.region,
        SIMPUL_S3_ACCESS_KEY: place.accessKeyId,
        SIMPUL_S3_SECRET_KEY: place.secretAccessKey,
      },
      folder,
      own.sealer,
    )
    const { ref } = await blobs.put(streamOf(Buffer.from('akad')), { namedBy, maxBytes: 10 })
    expect(await stored()).toContain(`${folder}/${ref}`)
  })
})
