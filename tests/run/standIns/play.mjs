// Stands in for examples/play.ts: ends as PLAY_CODE says.
console.log(`A story for ${process.argv.slice(2).join(' ')}`)
process.exit(Number(process.env.PLAY_CODE ?? 0))
