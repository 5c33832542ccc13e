// What the applicant is told of each event of their application: one sentence, or a stated reason for silence.
// Guarantees: total (an event without words or a reason for none does not compile); no amount, no name, no word about a person, no blame:
// a message may be read over somebody's shoulder. Does not guarantee: more than the event says; who has the file now is in notices.ts.
import { never, sentence } from '@simpul/kernel'
import { GROUP_FELL, type CheckResult } from '../application/application.ts'
import type { ApplicationEvent } from '../application/events.ts'
import { SYSTEMS } from '../application/notices.ts'
import { dayInWords, momentInWords, type Words } from '../wib.ts'

type Of<Type extends ApplicationEvent['type']> = Extract<ApplicationEvent, { type: Type }>

interface Told extends Words {
  /** Worth a message of its own; what is not can be read in the timeline. */
  readonly worthAMessage: boolean
}

/** A function where it depends on the event; it answers null when this one says nothing new. */
type Teller<Type extends ApplicationEvent['type']> = Told | { readonly silent: string } | ((event: Of<Type>) => Told | null)

const worthAMessage = (id: string, en: string): Told => ({ id, en, worthAMessage: true })
const noted = (id: string, en: string): Told => ({ id, en, worthAMessage: false })
const silent = (why: string) => ({ silent: why })
const COLLEAGUES_DRAFT = silent('a draft of a decision among colleagues, which may be sent back; the decision itself is told')

export const TELLERS: { readonly [Type in ApplicationEvent['type']]: Teller<Type> } = {
  DraftStarted: ({ group }) =>
    group === undefined
      ? noted('Pengajuan dibuat. Lengkapi, lalu kirim bila sudah siap.', 'Application begun. Fill it in, then send it.')
      : noted(
          'Pengajuan Anda dibuat dari persetujuan Anda ikut kelompok.',
          'Your application is made from your agreement to join the group.',
        ),
  DraftSaved: silent('the applicant does it, and sees it done'),
  ApplicationSubmitted: ({ group }) =>
    group
      ? worthAMessage(
          'Ketua sudah mengirim pengajuan kelompok, dan pengajuan Anda di dalamnya. Data diri dan catatan kredit sedang dicocokkan.',
          'The chair sent the group, and your application in it. Identity and credit records are being checked.',
        )
      : worthAMessage(
          'Pengajuan Anda sudah diterima penyalur. Data diri dan catatan kredit sedang dicocokkan.',
          'The lender has your application. Identity and credit records are being checked.',
        ),
  GroupFactsRecorded: silent('what the lender finds of the offtaker is told on the page of the group'),
  CheckRecorded: ({ check, result }) => tellCheck(SYSTEMS[check], result),
  ChecksPassed: worthAMessage(
    'Data diri dan catatan kredit sudah dicocokkan. Berikutnya survei usaha.',
    'Identity and credit records are checked. Next comes the survey of the business.',
  ),
  VerdictGiven: silent(
    'it is given again after the survey; what it says stands with the application, and in the letter of a refusal',
  ),
  SurveyRecorded: worthAMessage(
    'Survei usaha sudah selesai. Penyalur sedang menganalisis pengajuan Anda.',
    'The survey is done. The lender is analysing your application.',
  ),
  InfoRequested: worthAMessage(
    'Penyalur memerlukan keterangan dari Anda. Buka pengajuan untuk menjawab.',
    'The lender needs some information from you. Open the application to answer.',
  ),
  InfoAnswered: noted('Jawaban Anda sudah diterima. Pemeriksaan dilanjutkan.', 'Your answer has arrived. The review goes on.'),
  OfficerAssigned: noted('Berkas Anda sudah dipegang seorang petugas penyalur.', 'An officer of the lender now has your file.'),
  ReviewDelegated: silent('who stands in for whom is between colleagues'),
  ApprovalProposed: COLLEAGUES_DRAFT,
  RejectionProposed: COLLEAGUES_DRAFT,
  ScoreGiven: silent('a help for whoever decides; what counts of it stands in the reasons of the decision'),
  VoteCast: silent('how one member votes is for the committee; its decision is told'),
  MemberRecused: silent('who may not decide is between the lender and its people'),
  CommitteeDecided: silent('what it leads to is told: approved, rejected or back to the officer'),
  ProposalSentBack: COLLEAGUES_DRAFT,
  ApprovalGiven: silent('it counts when the quota is held, which is told as the approval'),
  QuotaWanted: silent('seconds before its answer, which is told'),
  QuotaRefused: tellQuota(),
  ApprovalAbandoned: tellQuota(),
  ReservationDisowned: silent('said again for the sake of the quota; nothing changes for the applicant'),
  ApplicationApproved: worthAMessage(
    'Pengajuan Anda disetujui. Penyalur akan mengundang Anda untuk menandatangani akad.',
    'Your application is approved. The lender will invite you to sign the akad.',
  ),
  ApplicationRejected: ({ reasons }) =>
    reasons.every(({ side }) => side === 'lender')
      ? worthAMessage(
          'Penyalur saat ini belum dapat menyalurkan. Ini bukan karena Anda. Alasannya ada di surat keputusan.',
          'The lender cannot lend at the moment. It is nothing you did. The letter gives the reason.',
        )
      : worthAMessage(
          'Pengajuan Anda belum dapat disetujui. Surat keputusan memuat alasannya dan cara mengajukan keberatan.',
          'Your application could not be approved. The letter gives the reasons and how to appeal.',
        ),
  ApplicationReopened: worthAMessage(
    'Pengajuan Anda dibuka kembali dan diperiksa sekali lagi.',
    'Your application is open again and is reviewed once more.',
  ),
  UndoProposed: COLLEAGUES_DRAFT,
  UndoDropped: COLLEAGUES_DRAFT,
  ApprovalUndone: worthAMessage(
    'Penyalur membatalkan persetujuannya dan memeriksa pengajuan Anda sekali lagi. Ini bukan penolakan.',
    'The lender took its approval back and reviews your application once more. This is not a rejection.',
  ),
  ApplicationWithdrawn: ({ reasonCode }) =>
    reasonCode === GROUP_FELL
      ? worthAMessage(
          'Kelompok tidak lengkap lagi, jadi pengajuan ini ditutup. Ini bukan karena Anda, dan bukan penolakan. Anda dapat mengajukan lagi kapan saja.',
          'The group is not complete any more, so this application is closed. It is nothing you did, and no rejection. You can apply again at any time.',
        )
      : worthAMessage(
          'Pengajuan sudah ditarik. Anda dapat mengajukan lagi kapan saja.',
          'The application is withdrawn. You can apply again at any time.',
        ),
  AkadSigned: ({ signedOn }) =>
    filled(
      worthAMessage('Akad ditandatangani pada {day}. Berikutnya pencairan.', 'The akad was signed on {day}. Next the money.'),
      {
        day: dayInWords(signedOn),
      },
    ),
  AkadRegistered: noted('Akad sudah tercatat di SIKP.', 'The akad is registered at SIKP.'),
  ApplicationDisbursed: ({ disbursedOn }) =>
    filled(worthAMessage('Dana dicairkan pada {day}.', 'The money was paid out on {day}.'), { day: dayInWords(disbursedOn) }),
  AppealFiled: worthAMessage(
    'Keberatan Anda sudah diterima. Yang meninjaunya orang yang tidak ikut menangani berkas Anda.',
    'Your appeal has arrived. Somebody who took no part in your file will look at it.',
  ),
  AppealAssigned: noted('Keberatan Anda sudah dipegang seorang peninjau.', 'A reviewer now has your appeal.'),
  AppealConflictDeclared: silent('who may not decide is between the lender and its people; another reviewer is told'),
  AppealWithdrawn: worthAMessage(
    'Keberatan Anda ditarik. Keputusan penyalur tetap berlaku; Anda dapat membuat pengajuan baru.',
    'Your appeal is withdrawn. The decision of the lender stands; you can make a new application.',
  ),
  AppealUpheld: worthAMessage(
    'Keberatan Anda sudah diputus: keputusan penyalur tetap. Buka pengajuan untuk membaca alasannya.',
    'Your appeal is decided: the decision of the lender stands. Open the application to read why.',
  ),
  AppealOverturned: worthAMessage(
    'Keberatan Anda dibenarkan. Pengajuan Anda dibuka kembali dan diperiksa dengan data yang sudah diperbaiki.',
    'Your appeal is granted. Your application is open again and is reviewed with the corrected facts.',
  ),
  ClockSet: ({ step, dueAt }) => (step === 'appeal' ? filled(APPEAL_DUE, { dueAt: momentInWords(dueAt) }) : null),
  ClockReminded: tellReminder,
  ClockEscalated: tellOverdue,
}

export interface Telling extends Told {
  /** The event's name. */
  readonly code: string
}

/** Null: this event is silent, or says nothing new. */
export function tell(event: ApplicationEvent): Telling | null {
  const teller = TELLERS[event.type] as Teller<typeof event.type>
  const told = typeof teller === 'function' ? teller(event) : teller
  return told === null || 'silent' in told ? null : { code: event.type, ...told }
}

/** Ready for WhatsApp or SMS: who writes, one sentence, how to find the application. */
export const messageOf = ({ id, en }: Words, applicationId: string): Words => {
  const number = applicationId.slice(0, 8)
  return { id: `Simpul: ${id} (Pengajuan ${number})`, en: `Simpul: ${en} (Application ${number})` }
}

function tellCheck(system: Words, result: CheckResult): Told | null {
  const told = (words: Told) => filled(words, { system })
  switch (result.outcome) {
    case 'ok':
      return null // told once, when all have passed
    case 'manual':
      return result.passed
        ? told(noted('Petugas sudah memeriksa {system}.', 'An officer has looked at {system}.'))
        : told(LOOKED_AT)
    case 'failed':
      return told(LOOKED_AT)
    case 'unreachable':
      return told(noted('Menunggu jawaban {system}. Kami bertanya lagi.', 'Waiting for {system}. It is asked again.'))
    case 'stale':
      return filled(
        worthAMessage(
          'Perubahan terakhir Anda belum masuk di {system}. Kami bertanya lagi pada {day}.',
          'Your latest change has not reached {system} yet. It is asked again on {day}.',
        ),
        { system, day: dayInWords(result.recheckOn) },
      )
    default:
      return never(result)
  }
}

/** The other deadlines stand with the application; who appealed reads it here too, for that step has no other event until it is decided. */
const APPEAL_DUE = noted(
  'Keberatan Anda diputus paling lambat {dueAt}. Lewat dari itu, penyalur diingatkan; tidak ada putusan karena diam.',
  'Your appeal is decided until {dueAt} at the latest. After that the lender is reminded; silence decides nothing.',
)

const LOOKED_AT = worthAMessage(
  'Ada yang perlu dicocokkan dengan {system}. Petugas penyalur memeriksanya; buka pengajuan untuk melihat apa yang membantu.',
  'Something has to be compared with {system}. An officer looks into it; open the application to see what helps.',
)

function tellQuota(): Told {
  return noted(
    'Persetujuan menunggu kuota penyalur. Ini bukan karena Anda; pemutus dapat mencoba lagi.',
    "The approval waits for the lender's quota. It is nothing you did; the approver can try again.",
  )
}

function tellReminder({ step, dueAt }: Of<'ClockReminded'>): Told | null {
  const due = { dueAt: momentInWords(dueAt) }
  if (step === 'info')
    return filled(
      worthAMessage(
        'Pertanyaan penyalur menunggu jawaban Anda sampai {dueAt}.',
        "The lender's question waits for you until {dueAt}.",
      ),
      due,
    )
  if (step === 'akad')
    return filled(
      worthAMessage(
        'Akad dapat ditandatangani sampai {dueAt}. Hubungi penyalur.',
        'The akad can be signed until {dueAt}. Contact the lender.',
      ),
      due,
    )
  return null // the lender is reminded, not the applicant
}

function tellOverdue({ step }: Of<'ClockEscalated'>): Told {
  if (step === 'info')
    return worthAMessage(
      'Tenggat jawaban sudah lewat. Anda masih dapat menjawab selama pengajuan belum ditutup.',
      'The deadline of your answer has passed. You can still answer as long as the application is open.',
    )
  return worthAMessage(
    'Langkah ini melewati tenggatnya, dan itu sudah tercatat pada penyalur. Anda tidak perlu melakukan apa pun.',
    'This step is past its deadline, and the lender sees that. There is nothing you need to do.',
  )
}

function filled({ id, en, ...rest }: Told, facts: Readonly<Record<string, Words>>): Told {
  const inLanguage = (words: string, language: 'id' | 'en') =>
    sentence(words, Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, fact[language]])))
  return { ...rest, id: inLanguage(id, 'id'), en: inLanguage(en, 'en') }
}
