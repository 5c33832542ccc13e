// Which check answers for which rule. A rule without a check does not compile.
// Guarantees: each rule of the book is answered by one check. Does not: weigh; verdict.ts does.
import type { Bounds } from '../ruleBook.ts'
import type { Check } from './answer.ts'
import { bpjs, businessAge, businessPaper, taxNumber, turnover } from './business.ts'
import { concurrent, creditHistory } from './credits.ts'
import { group, relaxation } from './groups.ts'
import { access, accumulatedKecil, accumulatedMikro, firstKur } from './history.ts'
import { disclosed, nplGate, productionShare, quota, registered, slikAsked } from './lender.ts'
import { collateral, guarantee, plafon, tenor } from './loan.ts'
import { age, identity, otherGovernmentCredit, placementCost, publicServant, recipient, spouse } from './person.ts'

export const checks: { readonly [Id in keyof Bounds]: Check<Bounds[Id]> } = {
  'R-PLAFON': plafon,
  'R-TENOR': tenor,
  'R-ASN': publicServant,
  'R-AGE': age,
  'R-SPOUSE': spouse,
  'R-ID': identity,
  'R-RECIPIENT': recipient,
  'R-BIZAGE': businessAge,
  'R-BIZDOC': businessPaper,
  'R-OMZET': turnover,
  'R-NPWP': taxNumber,
  'R-BPJS': bpjs,
  'R-ACCESS': access,
  'R-ACCESS-KECIL': access,
  'R-FIRSTKUR': firstKur,
  'R-ACCUM-MIKRO': accumulatedMikro,
  'R-ACCUM-KECIL': accumulatedKecil,
  'R-CREDITHIST': creditHistory,
  'R-CONCURRENT': concurrent,
  'R-COLL': collateral,
  'R-GROUP': group,
  'R-38A': relaxation,
  'R-PMI-COST': placementCost,
  'R-KPP': otherGovernmentCredit,
  'R-SIKP': registered,
  'R-SLIK': slikAsked,
  'R-DISCLOSE': disclosed,
  'R-GUAR': guarantee,
  'R-PROD': productionShare,
  'R-NPL-GATE': nplGate,
  'R-QUOTA': quota,
}
