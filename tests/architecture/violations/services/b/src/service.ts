import { thing } from '../../a/src/thing/thing.ts'
import { dukcapil } from '../../../infra/simulators/src/dukcapil.ts'

export const service = [thing, dukcapil]
