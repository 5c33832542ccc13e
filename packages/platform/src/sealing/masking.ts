// What everyone may see of a personal field by default: enough to recognise one's own, not enough to learn another's.
// Guarantees: a mask of a name or an e-mail says at most the first letters; short numbers show nothing; length is not given away by
// names. Unknown fields are masked whole.

/** `Siti Rahmawati` → `S*** R***`: always three stars, because a name's length narrows it down. */
export const maskName = (name: string) =>
  name
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${firstLetter(word)}***`)
    .join(' ')

/** `3171011708450001` → `3171********0001`: regency and serial stay, the birth date goes. */
export const maskNik = (nik: string) => middle(nik, 4, 4)

/** The new 16-digit NPWP of a person is the NIK; the old one keeps its shape, `12.345.678.2-123.000` → `12**************.000`. */
export const maskNpwp = (npwp: string) => middle(npwp, 2, 4)

/** `081234567890` → `0812****7890` */
export const maskPhone = (phone: string) => middle(phone, 4, 4)

/** `0123456789` → `******6789` */
export const maskAccount = (account: string) => middle(account, 0, 4)

/** `siti@contoh.id` → `s***@contoh.id` */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${firstLetter(email)}***${email.slice(at)}`
}

/** `1945-08-17` → `1945-**-**` */
export const maskBirthDate = (day: string) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day.slice(0, 4)}-**-**` : '***')

const MASKS: Readonly<Record<string, (value: string) => string>> = {
  name: maskName,
  nik: maskNik,
  npwp: maskNpwp,
  phone: maskPhone,
  account: maskAccount,
  email: maskEmail,
  birthDate: maskBirthDate,
}

/** Each field by its own mask; one without a mask of its own (an address, free text) is `***`. */
export const maskFields = (fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, Object.hasOwn(MASKS, name) ? MASKS[name]!(value) : '***']),
  )

/** At least as many digits must be hidden as are shown; otherwise all are. */
function middle(value: string, first: number, last: number): string {
  const hidden = value.length - first - last
  if (hidden < Math.min(4, first + last)) return '*'.repeat(value.length)
  return value.slice(0, first) + '*'.repeat(hidden) + value.slice(value.length - last)
}

const firstLetter = (word: string) => String.fromCodePoint(word.codePointAt(0) ?? 0x2a)
