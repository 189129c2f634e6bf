import { asStep } from '../../runtime/workflow/as-step.ts';
import { Agent } from '../agent/agent.ts';
import type { ModelInput } from '../model/input.ts';
import type { RequestParams, StructuredParams } from '../model/params.ts';
import { jsonSchema, type JsonSchema, type Schema } from '../model/schema.ts';
import { type Failed, failedBy, patternFailed } from './pattern-failed.ts';
import { type Outcome, PatternRun } from './pattern-run.ts';
import type { Attempt, EvaluationResult, ParticipantFailure, QualityRating } from './results.ts';
import {
  type FailureOptions,
  type Participant,
  type PatternOptions,
  quote,
  type TextGenerator,
  wordsOf,
} from './text-generator.ts';

const RATINGS: readonly QualityRating[] = ['poor', 'fair', 'good', 'excellent'];

/** Result of {@link EvaluatorOptimizerLLM.optimize}. */
export interface OptimizationResult extends Attempt {
  /** Whether the response reached `minRating`. If false, the response is the best of the attempts. */
  readonly accepted: boolean;
  /** All attempts, in order. */
  readonly attempts: readonly Attempt[];
  /** Why the attempts ended early, with `onFailure: 'continue'`: the optimizer or the evaluator failed. */
  readonly failure?: ParticipantFailure;
}

/** Options of an {@link EvaluatorOptimizerLLM}. */
export interface EvaluatorOptimizerOptions extends PatternOptions, FailureOptions {
  /** Writes the answers. */
  readonly optimizer: Participant;
  /** Rates the answers. A string is the instruction of a new evaluator agent. */
  readonly evaluator: Participant | string;
  /** Rating at which the loop stops. Default: `good`. */
  readonly minRating?: QualityRating;
  /** Maximum number of attempts after the first. Default: 3. */
  readonly maxRefinements?: number;
}

/**
 * Lets an optimizer answer and an evaluator rate the answer, until an answer reaches `minRating`. mcp-agent's
 * `EvaluatorOptimizerLLM`.
 *
 * @example
 * ```ts
 * const writer = new EvaluatorOptimizerLLM({
 *   llm: OpenAIAugmentedLLM,
 *   optimizer: author,
 *   evaluator: 'Is the letter short, friendly and without a mistake?',
 *   minRating: 'excellent',
 * });
 * const letter = await writer.generateStr('Write to Ada that her parcel is late');
 * ```
 */
export class EvaluatorOptimizerLLM implements TextGenerator {
  readonly #options: EvaluatorOptimizerOptions;

  constructor(options: EvaluatorOptimizerOptions) {
    this.#options = options;
  }

  /**
   * Returns the first answer that reaches `minRating`, or else the best one, with all attempts and their
   * ratings. With `onFailure: 'continue'`, also if the optimizer or the evaluator fails after an answer, or reaches a
   * limit.
   *
   * @param params request parameters of the optimizer
   * @throws {@link PatternFailedError} with the attempts so far, when the optimizer or the evaluator fails
   */
  optimize(message: ModelInput, params?: RequestParams): Promise<OptimizationResult> {
    return asStep('EvaluatorOptimizerLLM optimize', (ctx) =>
      this.#optimize(new PatternRun(ctx, this.#options, params), message),
    );
  }

  /** Returns only the answer: the first one that reaches `minRating`, or else the best one. */
  generateStr(message: ModelInput, params?: RequestParams): Promise<string> {
    return asStep('EvaluatorOptimizerLLM generateStr', async () => {
      return (await this.optimize(message, params)).response;
    });
  }

  /** Returns the answer as a value that fits `schema`. */
  generateStructured<T>(message: ModelInput, schema: Schema<T>, params?: StructuredParams): Promise<T> {
    return asStep('EvaluatorOptimizerLLM generateStructured', async (ctx) => {
      const run = new PatternRun(ctx, this.#options, params);
      const { response, attempts } = await this.#optimize(run, message);
      const outcome = await run.attempt('structured-output', () => run.intoForm(response, schema, params));
      if ('value' in outcome) return outcome.value;
      throw patternFailed('EvaluatorOptimizerLLM', [outcome], { attempts });
    });
  }

  async #optimize(run: PatternRun, message: ModelInput): Promise<OptimizationResult> {
    const { optimizer, evaluator, minRating = 'good', maxRefinements = 3 } = this.#options;
    const author = await run.modelOf(optimizer);
    const judge = await run.modelOf(
      typeof evaluator === 'string' ? new Agent({ name: 'evaluator', instruction: evaluator }) : evaluator,
    );
    const request = wordsOf(message);
    const attempts: Attempt[] = [];
    for (let asked = message; ;) {
      const written = await this.#attempt(run, attempts, 'optimizer', () =>
        author.generateStr(asked, run.params),
      );
      if (!('value' in written)) return this.#interrupted(written, attempts);
      const response = written.value;
      const rated = await this.#attempt(run, [...attempts, { response }], 'evaluator', () =>
        evaluate(judge, request, response, run),
      );
      if (!('value' in rated)) return this.#interrupted(rated, [...attempts, { response }]);
      const attempt = { response, evaluation: rated.value };
      attempts.push(attempt);
      const accepted = rank(attempt) >= RATINGS.indexOf(minRating);
      if (accepted) return { ...attempt, accepted, attempts };
      if (attempts.length > maxRefinements) return { ...best(attempts), accepted, attempts };
      asked = refinement(request, response, rated.value);
    }
  }

  /** Like {@link PatternRun.attempt}, but an exceeded limit does not lose the answers so far. */
  async #attempt<T>(
    run: PatternRun,
    attempts: readonly Attempt[],
    name: string,
    work: () => Promise<T>,
  ): Promise<Outcome<T>> {
    try {
      return await run.attempt(name, work);
    } catch (thrown) {
      if (attempts.length > 0 && this.#options.onFailure === 'continue' && run.isLimit(thrown)) {
        return failedBy(name, thrown);
      }
      throw thrown;
    }
  }

  #interrupted(failed: Failed, attempts: readonly Attempt[]): OptimizationResult {
    if (attempts.length > 0 && this.#options.onFailure === 'continue') {
      return { ...best(attempts), accepted: false, attempts, failure: failed.failure };
    }
    const advice = attempts.length > 0 ? ", or set onFailure: 'continue'" : '';
    throw patternFailed('EvaluatorOptimizerLLM', [failed], { attempts }, advice);
  }
}

/** Returns the attempt with the best rating, the first of several. */
function best(attempts: readonly Attempt[]): Attempt {
  return attempts.reduce((one, other) => (rank(other) > rank(one) ? other : one));
}

function rank({ evaluation }: Attempt): number {
  return evaluation === undefined ? -1 : RATINGS.indexOf(evaluation.rating);
}

async function evaluate(
  judge: TextGenerator,
  request: string,
  response: string,
  { limits }: PatternRun,
): Promise<EvaluationResult> {
  const prompt = [
    'Rate how well the response answers the request, and explain how to improve it.',
    quote('request', request),
    quote('response', response),
  ];
  // Rate each answer without history: ratings drift when the model remembers earlier ones.
  const params = { ...limits, name: 'evaluation', useHistory: false };
  return judge.generateStructured(prompt.join('\n\n'), EVALUATION, params);
}

function refinement(
  request: string,
  response: string,
  { rating, feedback, focusAreas }: EvaluationResult,
): string {
  return [
    `The response was rated ${rating}. Write a better answer to the request.`,
    quote('request', request),
    quote('response', response),
    quote('feedback', [feedback, ...focusAreas.map((area) => `- ${area}`)].join('\n')),
  ].join('\n\n');
}

const EVALUATION: JsonSchema<EvaluationResult> = jsonSchema({
  type: 'object',
  properties: {
    feedback: { type: 'string', description: 'Strengths, and what to improve' },
    focusAreas: {
      type: 'array',
      items: { type: 'string' },
      description: 'The most important points to improve',
    },
    rating: {
      type: 'string',
      enum: [...RATINGS],
      description:
        'poor: many problems; fair: several problems; good: minor problems; excellent: no problems',
    },
  },
  required: ['feedback', 'focusAreas', 'rating'],
  additionalProperties: false,
});
