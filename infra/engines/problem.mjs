// The one error of this folder that is meant for people.
// Guarantees: the message is a sentence that says what is wrong and what to do, Indonesian first, English second.
// Does not: carry a stack that a person should read; every other error thrown here is a bug.
export class EngineProblem extends Error {
  /** @param {string} indonesian @param {string} english */
  constructor(indonesian, english) {
    super(`${indonesian} / ${english}`)
    this.name = 'EngineProblem'
  }
}
