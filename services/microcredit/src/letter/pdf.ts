// The letter as a PDF: A4, fonts inside, text that can be selected and read aloud.
// Guarantees: the same letter gives the same bytes, today and next year: nothing of the moment of printing is in it.
// Does not guarantee: letters outside Latin; the lender's and the rules' texts need no others.
import { readFileSync } from 'node:fs'
import PdfDocument from 'pdfkit'
import type { Part } from './parts.ts'

const font = (weight: 400 | 700) =>
  readFileSync(new URL(import.meta.resolve(`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff`)))
const REGULAR = font(400)
const BOLD = font(700)

const SIZES: Record<Part['kind'], number> = { title: 17, heading: 13, text: 10.5, item: 10.5, small: 9 }
const ABOVE: Record<Part['kind'], number> = { title: 0, heading: 14, text: 5, item: 8, small: 4 }
const MARGIN = 56 // points: 2 cm

export function pdfOf(parts: readonly Part[], decidedAt: string): Promise<Buffer> {
  const at = new Date(decidedAt)
  const title = parts[0]?.id ?? ''
  const document = new PdfDocument({
    size: 'A4',
    margin: MARGIN,
    lang: 'id-ID',
    displayTitle: true,
    info: { Title: title, Producer: 'Simpul', Creator: 'Simpul', CreationDate: at, ModDate: at },
  })
  document.registerFont('regular', REGULAR).registerFont('bold', BOLD)
  for (const { kind, id, en } of parts) {
    document.y += ABOVE[kind]
    const isBold = kind === 'title' || kind === 'heading' || kind === 'item'
    document
      .font(isBold ? 'bold' : 'regular')
      .fontSize(SIZES[kind])
      .fillColor('#000')
      .text(id, { lineGap: 1.5 })
    document
      .font('regular')
      .fontSize(SIZES[kind] * 0.85)
      .fillColor('#444')
      .text(en, { lineGap: 1 })
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
    document.end()
  })
}
