// Whether the process in this container lives: `node infra/image/healthy.mjs http://127.0.0.1:8080/livez` ends with 0 or 1.
// Why it did not answer does not matter here: no answer is the answer.
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(3_000) }).catch(() => undefined)
process.exit(answer?.ok ? 0 : 1)
