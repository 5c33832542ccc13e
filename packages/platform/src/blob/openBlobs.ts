// Where a service keeps its files, as the configuration says: a folder of this machine, or a bucket.
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Sealer } from '../sealing/sealer.ts'
import type { Blobs } from './blobs.ts'
import { folderBlobs } from './folderBlobs.ts'

/** `env` as readConfig let it pass. Each service has a folder of its own, in a bucket too. */
export async function openBlobs(
  env: Readonly<Partial<Record<keyof Config, string>>>,
  service: string,
  sealer: Sealer,
): Promise<Blobs> {
  const setting = (name: keyof Config) => {
    const value = env[name]
    if (value === undefined || value === '') throw new Error(`${name} belum diatur / is not set`)
    return value
  }
  if (env.SIMPUL_BLOBS !== 's3') return folderBlobs(join(setting('SIMPUL_BLOB_DIR'), service), sealer)
  // 23 MB of library that an installation with a folder never loads.
  const { s3Blobs, s3Client } = await import('./s3Blobs.ts')
  const client = s3Client({
    endpoint: env.SIMPUL_S3_ENDPOINT,
    region: setting('SIMPUL_S3_REGION'),
    accessKeyId: setting('SIMPUL_S3_ACCESS_KEY'),
    secretAccessKey: setting('SIMPUL_S3_SECRET_KEY'),
  })
  return s3Blobs(client, setting('SIMPUL_S3_BUCKET'), service, sealer)
}
