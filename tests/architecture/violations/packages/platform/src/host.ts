import { service } from '../../../services/b/src/service.ts'

export const host = service
