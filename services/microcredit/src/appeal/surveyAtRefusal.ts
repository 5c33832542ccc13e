// What a survey had found when the application was refused: a refused application does not keep it, its history does.
import { initial, surveyOf, type Survey } from '../application/application.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'

/** Null when the round was refused before any survey was made. */
export function surveyAtRefusal(history: readonly ApplicationEvent[]): Survey | null {
  const refusal = history.findLastIndex(({ type }) => type === 'ApplicationRejected')
  return refusal < 0 ? null : surveyOf(history.slice(0, refusal).reduce(evolve, initial))
}
