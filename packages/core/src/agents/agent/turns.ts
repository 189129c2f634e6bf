import { TurnLimitError } from '../errors/model.ts';
import type { RequestParams } from '../model/params.ts';

const DEFAULT_TURNS = 10;

/** Counts the model calls of one `generate`. */
export class Turns {
  readonly #limit: number;
  #corrections = 0;
  readonly #atLimit: NonNullable<RequestParams['onTurnLimit']>;
  #taken = 0;

  constructor({ maxIterations = DEFAULT_TURNS, onTurnLimit = 'fail' }: RequestParams) {
    this.#limit = maxIterations;
    this.#atLimit = onTurnLimit;
  }

  /** Number of model calls so far. */
  get taken(): number {
    return this.#taken;
  }

  /** Allows one more turn, to correct an answer. */
  addCorrection(): void {
    this.#corrections += 1;
  }

  /**
   * Counts a turn. Call it before each model call.
   *
   * @returns whether it is the last answer, in which the model must not call tools
   * @throws {@link TurnLimitError} when the limit is reached
   */
  begin(agent: string): boolean {
    // A last answer that still calls tools is followed by no other.
    const left = this.#limit + this.#corrections - this.#taken;
    const last = left === 0 && this.#atLimit === 'answer';
    if (left <= 0 && !last) {
      throw new TurnLimitError(
        `The model of agent "${agent}" is not done after ${this.#taken} turns. ` +
          'Raise maxIterations, or state in its instruction when to stop.',
        { limit: this.#limit },
      );
    }
    this.#taken += 1;
    return last;
  }
}
