export * from './decider.ts'
export * from './refusal.ts'
export * from './reservationPool.ts'
export * from './sealed.ts'
