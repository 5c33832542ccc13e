export * from './microcredit/application.ts'
export * from './microcredit/loan.ts'
export * from './microcredit/quota.ts'
export * from './partners/party.ts'
