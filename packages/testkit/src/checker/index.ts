// The invariant checker: gather the evidence, then check it. Needs the engines, so it has an entry of its own.
export * from './check.ts'
export * from './evidence.ts'
export * from './gather.ts'
export * from './ids.ts'
