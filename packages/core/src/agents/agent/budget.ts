import { ConfigurationError } from '../../runtime/errors/engine.ts';
import { BudgetExceededError, TurnLimitError } from '../errors/model.ts';
import type { RequestParams } from '../model/params.ts';
import type { ModelAnswer } from '../model/provider.ts';

const DEFAULT_TURNS = 10;

/** Limits of one `generate`, and its usage so far. */
export class Budget {
  readonly #turns: number;
  readonly #tokens: number;
  readonly #cost: number;
  #turnsTaken = 0;
  #tokensTaken = 0;
  #costTaken = 0;

  constructor({ maxIterations = DEFAULT_TURNS, limit = {} }: RequestParams) {
    this.#turns = maxIterations;
    this.#tokens = limit.tokens ?? Infinity;
    this.#cost = limit.cost ?? Infinity;
  }

  /**
   * Counts a turn. Call it before each model call.
   *
   * @throws {@link TurnLimitError} or {@link BudgetExceededError} when a limit is reached
   */
  beginTurn(agent: string): void {
    if (this.#turnsTaken >= this.#turns) {
      throw new TurnLimitError(
        `The model of agent "${agent}" still calls tools after ${this.#turns} turns. ` +
          'Raise maxIterations, or state in its instruction when to stop.',
        { limit: this.#turns },
      );
    }
    this.#turnsTaken += 1;
    this.#check(agent, 'tokens', this.#tokensTaken, this.#tokens);
    this.#check(agent, 'cost', this.#costTaken, this.#cost);
  }

  /**
   * Adds the usage of an answer.
   *
   * @throws {@link ConfigurationError} when a cost limit is set and the model has no price
   */
  count({ usage, cost, model }: ModelAnswer): void {
    this.#tokensTaken += usage.inputTokens + usage.outputTokens;
    if (cost !== undefined) this.#costTaken += cost;
    else if (this.#cost !== Infinity) {
      throw new ConfigurationError(
        `The cost limit cannot be checked: model "${model}" has no price. ` +
          'Add it to prices in the settings of the process that runs activities, or use limit.tokens.',
        { path: `prices.${model}` },
      );
    }
  }

  #check(agent: string, kind: 'tokens' | 'cost', used: number, limit: number): void {
    if (used < limit) return;
    const unit = kind === 'tokens' ? 'tokens' : 'dollars';
    throw new BudgetExceededError(
      `The model of agent "${agent}" used ${used} of ${limit} ${unit} before it finished. ` +
        `Raise limit.${kind}, or request less.`,
      { kind, limit, used },
    );
  }
}
