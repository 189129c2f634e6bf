import { asStep } from '../../runtime/workflow/as-step.ts';
import { Agent } from '../agent/agent.ts';
import type { StructuredParams } from '../agent/augmented-llm.ts';
import type { ModelInput } from '../model/input.ts';
import type { RequestParams } from '../model/params.ts';
import { jsonSchema, type JsonSchema, type Schema } from '../model/schema.ts';
import {
  bringIntoForm,
  type TextGenerator,
  modelOf,
  type Participant,
  type PatternOptions,
  quote,
  withoutForm,
  wordsOf,
} from './text-generator.ts';

/** How good an answer is. */
export type QualityRating = 'poor' | 'fair' | 'good' | 'excellent';

const RATINGS: readonly QualityRating[] = ['poor', 'fair', 'good', 'excellent'];

/** What the evaluator says of an answer. */
export interface EvaluationResult {
  readonly rating: QualityRating;
  readonly feedback: string;
  /** What to look at above all. */
  readonly focusAreas: readonly string[];
}

/** An answer, and what the evaluator says of it. */
export interface Attempt {
  readonly response: string;
  readonly evaluation: EvaluationResult;
}

/** What an optimization gave. */
export interface OptimizationResult extends Attempt {
  /** Whether the response has the rating that was asked for: else it is the best of those that were made. */
  readonly accepted: boolean;
  /** All that were made. */
  readonly attempts: readonly Attempt[];
}

/** What an {@link EvaluatorOptimizerLLM} is made from. */
export interface EvaluatorOptimizerOptions extends PatternOptions {
  /** Who answers. */
  readonly optimizer: Participant;
  /** Who rates the answers, or what an agent that does is told to look for. */
  readonly evaluator: Participant | string;
  /** The rating to be reached. Default: `good`. */
  readonly minRating?: QualityRating;
  /** How often an answer may be made anew. Default: 3. */
  readonly maxRefinements?: number;
}

/**
 * Has one answer and another rate it, and the first try again until the rating is reached. mcp-agent's
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
   * The first answer that is good enough, or else the best, with all that were made and their ratings.
   *
   * @param params how the optimizer is asked
   */
  optimize(message: ModelInput, params?: RequestParams): Promise<OptimizationResult> {
    return asStep('EvaluatorOptimizerLLM optimize', async () => {
      const { optimizer, evaluator, minRating = 'good', maxRefinements = 3 } = this.#options;
      const author = await modelOf(optimizer, this.#options);
      const judge = await modelOf(
        typeof evaluator === 'string' ? new Agent({ name: 'evaluator', instruction: evaluator }) : evaluator,
        this.#options,
      );
      const request = wordsOf(message);
      const attempts: Attempt[] = [];
      for (let asked = message; ;) {
        const response = await author.generateStr(asked, params);
        const attempt = { response, evaluation: await evaluate(judge, request, response) };
        attempts.push(attempt);
        const accepted = rank(attempt) >= RATINGS.indexOf(minRating);
        if (accepted) return { ...attempt, accepted, attempts };
        if (attempts.length > maxRefinements) {
          const best = attempts.reduce((one, other) => (rank(other) > rank(one) ? other : one));
          return { ...best, accepted, attempts };
        }
        asked = refinement(request, attempt);
      }
    });
  }

  /** The answer alone: that which is good enough, or else the best. */
  generateStr(message: ModelInput, params?: RequestParams): Promise<string> {
    return asStep('EvaluatorOptimizerLLM generateStr', async () => {
      return (await this.optimize(message, params)).response;
    });
  }

  /** The answer, brought into a form. */
  generateStructured<T>(message: ModelInput, schema: Schema<T>, params?: StructuredParams): Promise<T> {
    return asStep('EvaluatorOptimizerLLM generateStructured', async () => {
      const answer = await this.generateStr(message, withoutForm(params));
      return bringIntoForm(this.#options, answer, schema, params);
    });
  }
}

function rank({ evaluation }: Attempt): number {
  return RATINGS.indexOf(evaluation.rating);
}

async function evaluate(judge: TextGenerator, request: string, response: string): Promise<EvaluationResult> {
  const prompt = [
    'Rate how well the response answers the request, and say what would make it better.',
    quote('request', request),
    quote('response', response),
  ];
  // Each by itself: a rating that remembers those before it drifts.
  return judge.generateStructured(prompt.join('\n\n'), EVALUATION, { name: 'evaluation', useHistory: false });
}

function refinement(request: string, { response, evaluation }: Attempt): string {
  const { rating, feedback, focusAreas } = evaluation;
  return [
    `The response was rated ${rating}. Answer the request again, better.`,
    quote('request', request),
    quote('response', response),
    quote('feedback', [feedback, ...focusAreas.map((area) => `- ${area}`)].join('\n')),
  ].join('\n\n');
}

const EVALUATION: JsonSchema<EvaluationResult> = jsonSchema({
  type: 'object',
  properties: {
    feedback: { type: 'string', description: 'What is good, and what to do better' },
    focusAreas: { type: 'array', items: { type: 'string' }, description: 'What to look at above all' },
    rating: {
      type: 'string',
      enum: [...RATINGS],
      description:
        'poor: much is wrong; fair: several things are; good: small things are; excellent: nothing is',
    },
  },
  required: ['feedback', 'focusAreas', 'rating'],
  additionalProperties: false,
});
