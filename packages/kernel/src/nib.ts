// NIB, the business number that OSS gives: 13 digits. Source: microcredit.md §3.
// Guarantees: thirteen digits, nothing else.
// Does not guarantee: anything more: it has no public check digit, only a look-up at OSS proves it.

export type Nib = string & { readonly __brand?: 'Nib' }

export type NibReading = { readonly ok: true; readonly nib: Nib } | { readonly ok: false; readonly problem: 'not-13-digits' }

export function readNib(text: string): NibReading {
  return /^\d{13}$/.test(text) ? { ok: true, nib: text } : { ok: false, problem: 'not-13-digits' }
}
