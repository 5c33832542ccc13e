// What the program itself asks for: its window, whom it is open to, where, for which goals, and between which amounts.
// Guarantees: the bounds are those of the published version. Does not: know a law; of the cap of the loan rule it is told by the book.
import { formatRupiah } from '@simpul/kernel'
import { ringOf } from '../../program/program.ts'
import type { Bounds } from '../ruleBook.ts'
import { failed, notApplicable, passed, say, unknown, type Check } from './answer.ts'

/** A need that is not submitted yet is judged by the day of judgement. */
export const withinWindow: Check<Bounds['E_WINDOW']> = {
  looksAt: ['submittedOn'],
  answer({ facts, program: { opensOn, closesOn }, on }) {
    const day = facts.submittedOn ?? on
    const window = `${opensOn ?? '…'} – ${closesOn ?? '…'}`
    if ((opensOn === null || opensOn <= day) && (closesOn === null || day <= closesOn))
      return passed(
        day,
        window,
        say(`Diajukan ${day}, program dibuka ${window}.`, `Submitted ${day}, the program is open ${window}.`),
      )
    const isEarly = opensOn !== null && day < opensOn
    return failed(
      day,
      window,
      say(`Diajukan ${day}; program dibuka ${window}.`, `Submitted ${day}; the program is open ${window}.`),
      {
        by: { submittedOn: isEarly ? opensOn : closesOn },
        cure: isEarly
          ? say(`Ajukan lagi mulai ${opensOn}.`, `Submit again from ${opensOn} on.`)
          : say('Ajukan pada masa pembukaan berikutnya.', 'Submit when the program opens again.'),
      },
    )
  },
}

export const typeOfRecipient: Check<Bounds['E_TYPE']> = {
  looksAt: ['recipientType'],
  answer({ facts: { recipientType: type }, program: { recipientTypes } }) {
    const open = recipientTypes.join(', ')
    if (recipientTypes.length === 0)
      return notApplicable(type ?? null, say('Program terbuka untuk semua jenis penerima.', 'The program is open to every type.'))
    if (type === null || type === undefined)
      return unknown(
        recipientTypes,
        say('Jenis penerima belum diketahui.', 'The type of the recipient is not known yet.'),
        say(`Jenis penerima apa: ${open}?`, `Which type is the recipient: ${open}?`),
      )
    if (recipientTypes.includes(type))
      return passed(type, recipientTypes, say(`Jenis penerima: ${type}.`, `Type of recipient: ${type}.`))
    return failed(
      type,
      recipientTypes,
      say(`Program ini untuk ${open}; penerima adalah ${type}.`, `This program is for ${open}; the recipient is ${type}.`),
      {
        by: { recipientType: recipientTypes[0] ?? null },
        cure: say(
          `Ajukan ke program yang terbuka untuk ${type}, atau bersama ${recipientTypes[0]} setempat.`,
          `Ask a program that is open to ${type}, or apply together with a local ${recipientTypes[0]}.`,
        ),
      },
    )
  },
}

export const placeOfBenefit: Check<Bounds['E_REGION']> = {
  looksAt: ['place'],
  answer({ facts: { place }, program }) {
    const regions = Object.keys(program.regions)
    const open = regions.join(', ')
    if (place === null || place === undefined)
      return unknown(
        regions,
        say('Tempat manfaat belum diketahui.', 'The place of benefit is not known yet.'),
        say('Di mana manfaatnya dirasakan?', 'Where will the benefit arise?'),
      )
    const ring = ringOf(program, place)
    if (ring !== null) return passed(place, regions, say(`${place}: Ring ${ring}.`, `${place}: Ring ${ring}.`))
    return failed(
      place,
      regions,
      say(
        `Program ini untuk ${open}; manfaat berada di ${place}.`,
        `This program is for ${open}; the benefit arises in ${place}.`,
      ),
      {
        by: { place: regions[0] ?? null },
        cure: say(`Cari program yang mencakup ${place}.`, `Look for a program that covers ${place}.`),
      },
    )
  },
}

/** Declared, or as far as it follows from the goals; a pillar that nobody declared fails nobody. */
export const pillar: Check<Bounds['E_PILLAR']> = {
  looksAt: ['pillar', 'sdgs'],
  answer({ bound, facts, program: { pillar: wanted } }) {
    const declared = facts.pillar ?? null
    if (wanted === null)
      return notApplicable(declared, say('Program tidak terikat pada satu pilar.', 'The program is not bound to a pillar.'))
    if (declared === null && facts.sdgs?.some((goal) => bound.sdgs[wanted].includes(goal)))
      return passed(null, wanted, say(`Tujuannya termasuk pilar ${wanted}.`, `Its goals belong to the pillar ${wanted}.`))
    if (declared === null)
      return unknown(
        wanted,
        say('Pilar belum diketahui.', 'The pillar is not known yet.'),
        say(`Termasuk pilar ${wanted}?`, `Does it belong to the pillar ${wanted}?`),
      )
    if (declared === wanted) return passed(declared, wanted, say(`Pilar ${wanted}.`, `Pillar ${wanted}.`))
    return failed(
      declared,
      wanted,
      say(`Program ini untuk pilar ${wanted}, bukan ${declared}.`, `This program is for the pillar ${wanted}, not ${declared}.`),
      { by: { pillar: wanted }, cure: say(`Cari program pilar ${declared}.`, `Look for a program of the pillar ${declared}.`) },
    )
  },
}

export const goals: Check<Bounds['E_SDG']> = {
  looksAt: ['sdgs'],
  answer({ facts: { sdgs }, program }) {
    const open = program.sdgs.join(', ')
    if (program.sdgs.length === 0)
      return notApplicable(sdgs ?? null, say('Program terbuka untuk semua TPB.', 'The program is open to every SDG.'))
    if (!sdgs || sdgs.length === 0)
      return unknown(
        program.sdgs,
        say('TPB belum diketahui.', 'The SDGs are not known yet.'),
        say(`TPB mana yang dituju: ${open}?`, `Which SDGs does it serve: ${open}?`),
      )
    const shared = sdgs.filter((goal) => program.sdgs.includes(goal))
    if (shared.length > 0)
      return passed(sdgs, program.sdgs, say(`TPB ${shared.join(', ')} sama.`, `SDG ${shared.join(', ')} in common.`))
    return failed(
      sdgs,
      program.sdgs,
      say(
        `Program ini untuk TPB ${open}; kebutuhan ini untuk TPB ${sdgs.join(', ')}.`,
        `This program is for SDG ${open}; the need is for SDG ${sdgs.join(', ')}.`,
      ),
      {
        by: { sdgs: program.sdgs },
        cure: say(`Cari program untuk TPB ${sdgs.join(', ')}.`, `Look for a program for SDG ${sdgs.join(', ')}.`),
      },
    )
  },
}

export const askLeast: Check<Bounds['E_ASK_BELOW_MIN']> = {
  looksAt: ['askIdr'],
  answer({ facts: { askIdr }, program: { askMinIdr } }) {
    const [ask, least] = [formatRupiah(askIdr), formatRupiah(askMinIdr)]
    if (askIdr >= askMinIdr)
      return passed(askIdr, askMinIdr, say(`Diminta ${ask}, paling sedikit ${least}.`, `Asks ${ask}, the least is ${least}.`))
    return failed(
      askIdr,
      askMinIdr,
      say(`Diminta ${ask}; program ini mulai ${least}.`, `Asks ${ask}; this program begins at ${least}.`),
      {
        by: { askIdr: askMinIdr },
        cure: say(
          `Gabungkan dengan kebutuhan lain sampai ${least}, atau cari program yang lebih kecil.`,
          `Join with other needs up to ${least}, or look for a smaller program.`,
        ),
      },
    )
  },
}

export const askMost: Check<Bounds['E_ASK_ABOVE_MAX']> = {
  looksAt: ['askIdr'],
  answer({ bound: { capIdr }, facts: { askIdr }, program: { askMaxIdr } }) {
    const most = capIdr === null ? askMaxIdr : Math.min(askMaxIdr, capIdr)
    const whose =
      most < askMaxIdr
        ? say(`batas pinjaman PUMK ${formatRupiah(most)}`, `the cap of PUMK loans, ${formatRupiah(most)}`)
        : say(`batas program ${formatRupiah(most)}`, `the limit of the program, ${formatRupiah(most)}`)
    const ask = formatRupiah(askIdr)
    if (askIdr <= most) return passed(askIdr, most, say(`Diminta ${ask}, ${whose.id}.`, `Asks ${ask}; ${whose.en}.`))
    const beyond = failed(askIdr, most, say(`Diminta ${ask}, lebih dari ${whose.id}.`, `Asks ${ask}, more than ${whose.en}.`), {
      by: { askIdr: most },
      cure: say(
        `Kurangi permintaan menjadi ${formatRupiah(most)} atau bagi menjadi tahap.`,
        `Ask for ${formatRupiah(most)}, or divide it into stages.`,
      ),
    })
    return askIdr > askMaxIdr ? { ...beyond, isProgramsOwn: true } : beyond
  },
}
