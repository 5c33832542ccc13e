// Times as the simulated systems write them.

const DAY_MS = 86_400_000

/** RFC 3339 in UTC. */
export const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString()

/** Today's date in WIB (UTC+7), `days` later. */
export const dayIn = (days: number): string => new Date(Date.now() + (days * 24 + 7) * 3_600_000).toISOString().slice(0, 10)
