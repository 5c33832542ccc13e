// `simpul token --as officer`: a token of the development issuer of the Simpul that runs on this data folder.
// Guarantees: stdout is the token alone, so that a shell can put it in a variable.
// Does not: work against production, which has an issuer of its own.
import { dataFolder } from './arguments.mjs'
import { running } from './lock.mjs'
import { Problem } from './problem.mjs'

export async function token({ root, flags }) {
  if (flags.as === undefined) throw new Problem('Sebutkan perannya: --as officer.', 'Say as whom: --as officer.')
  const data = dataFolder(flags, process.env, root)
  const found = running(data)
  if (found?.issuer === undefined) {
    throw new Problem(
      `Tidak ada Simpul yang berjalan di ${data}; jalankan npm start dahulu atau sebutkan --data.`,
      `No Simpul runs on ${data}; npm start first, or name its --data.`,
    )
  }
  const ask = { as: flags.as, ...(flags.org && { org: flags.org }), ...(flags.person && { person: flags.person }) }
  const answer = await fetch(`${found.issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ask),
  })
  const body = await answer.json()
  if (!answer.ok) {
    const reason = body.detail ?? body.title ?? body.message ?? answer.status
    throw new Problem(`Penerbit token menolak: ${reason}; periksa --as.`, `The issuer refused: ${reason}; check --as.`)
  }
  console.log(body.access_token)
  return 0
}
