// `node infra/image/keys.mjs /data` makes the secrets of a new installation in /data/keys, once: the key of personal data and the secret
// between services. Guarantees: random, never replaced (infra/run/installation.mjs). Does not: suit production, where secrets come from
// outside.
import { installationEnv } from '../run/installation.mjs'

installationEnv({ data: process.argv[2], env: {} })
