import { TurnLimitError } from '../errors/model.ts';

const DEFAULT_TURNS = 10;

/** Counts the model calls of one `generate`. */
export class Turns {
  readonly #limit: number;
  #taken = 0;

  constructor(limit: number = DEFAULT_TURNS) {
    this.#limit = limit;
  }

  /**
   * Counts a turn. Call it before each model call.
   *
   * @throws {@link TurnLimitError} when the limit is reached
   */
  begin(agent: string): void {
    if (this.#taken >= this.#limit) {
      throw new TurnLimitError(
        `The model of agent "${agent}" still calls tools after ${this.#limit} turns. ` +
          'Raise maxIterations, or state in its instruction when to stop.',
        { limit: this.#limit },
      );
    }
    this.#taken += 1;
  }
}
