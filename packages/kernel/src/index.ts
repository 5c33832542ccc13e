export * from './decider.ts'
export * from './refusal.ts'
