// Which language a person reads: Bahasa Indonesia unless they ask for English first.
export type Language = 'id' | 'en'

/** By Accept-Language (RFC 9110 §12.5.4). What is neither is passed over. */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: { language: Language; weight: number } = { language: 'id', weight: 0 }
  for (const range of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
    const language = tag.split('-')[0]
    if (language !== 'id' && language !== 'en') continue
    const quality = parameters
      .map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1])
      .find((q) => q !== undefined)
    const weight = quality === undefined ? 1 : Number(quality)
    if (weight > best.weight) best = { language, weight }
  }
  return best.language
}
