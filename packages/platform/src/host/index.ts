// What whoever runs services needs: the host and the connections that it is given. Kept apart from '@simpul/platform', which stays light.
export { ConfigProblem } from '../config/config.ts'
export { kafkaClient } from '../kafka/kafkaClient.ts'
export { connectMongo, dbOf } from '../mongo/driver.ts'
export { hostService, type Engines, type Hosted, type Role } from './host.ts'
export type { DeclaredService } from './service.ts'
export { ROLES, serve, type ProcessRole, type Serving } from './serve.ts'
