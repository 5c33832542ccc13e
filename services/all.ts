// Every service of the installation, by name: what main.ts runs and what the image builds workflows for.
import { market } from '@simpul/market'
import { microcredit } from '@simpul/microcredit'
import { partners } from '@simpul/partners'

export const SERVICES = { partners, microcredit, market }
