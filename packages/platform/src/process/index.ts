// What services declare of their processes. Starter and worker are the host's; workflows import '@simpul/platform/workflow'.
export { defineProcess, workflowIdOf, type AnyProcess, type Process } from './process.ts'
export { isRefused, type Activities, type Refused, type StepMeta, type Steps } from './step.ts'
