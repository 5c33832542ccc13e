// Days and moments as people read them: written out, in WIB, Indonesian and English.
import type { Day, Instant } from '@simpul/kernel'

export interface Words {
  readonly id: string
  readonly en: string
}

const WIB = 'Asia/Jakarta'
const written = (locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: WIB, ...options })
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const times = { id: written('id-ID', clock), en: written('en-GB', clock) }
const days = { id: written('id-ID', {}), en: written('en-GB', {}) }

export function momentInWords(instant: Instant): Words {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return { id: 'beberapa waktu lalu', en: 'some time ago' } // recorded before the moment was kept
  return { id: `${times.id.format(at)} WIB`, en: `${times.en.format(at)} WIB` }
}

export function dayInWords(day: Day): Words {
  const at = new Date(`${day}T05:00:00.000Z`)
  return { id: days.id.format(at), en: days.en.format(at) }
}
