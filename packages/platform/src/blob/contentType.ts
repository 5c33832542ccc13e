// The type of a file by its first bytes: a sender's word or a file's name decides nothing.

export const CONTENT_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const
export type ContentType = (typeof CONTENT_TYPES)[number]

/** As many bytes as any signature below needs. */
export const SIGNATURE_BYTES = 12

export function contentTypeOf(head: Buffer): ContentType | undefined {
  const has = (text: string, from = 0) => head.subarray(from, from + text.length).equals(Buffer.from(text, 'latin1'))
  if (has('%PDF-')) return 'application/pdf'
  if (has('\xff\xd8\xff')) return 'image/jpeg'
  if (has('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (has('RIFF') && has('WEBP', 8)) return 'image/webp'
  return undefined
}
