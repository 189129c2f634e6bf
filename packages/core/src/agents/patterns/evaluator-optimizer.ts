import { asStep } from '../../runtime/workflow/as-step.ts';
import { Agent } from '../agent/agent.ts';
import type { StructuredParams } from '../model/params.ts';
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

/** Rating of an answer, as the evaluator assigns it. */
export type QualityRating = 'poor' | 'fair' | 'good' | 'excellent';

const RATINGS: readonly QualityRating[] = ['poor', 'fair', 'good', 'excellent'];

/** The evaluator's verdict on an answer. */
export interface EvaluationResult {
  readonly rating: QualityRating;
  readonly feedback: string;
  /** Points that the next attempt should improve first. */
  readonly focusAreas: readonly string[];
}

/** An answer with its evaluation. */
export interface Attempt {
  readonly response: string;
  readonly evaluation: EvaluationResult;
}

/** Result of {@link EvaluatorOptimizerLLM.optimize}. */
export interface OptimizationResult extends Attempt {
  /** Whether the response reached `minRating`. If false, the response is the best of the attempts. */
  readonly accepted: boolean;
  /** All attempts, in order. */
  readonly attempts: readonly Attempt[];
}

/** Options of an {@link EvaluatorOptimizerLLM}. */
export interface EvaluatorOptimizerOptions extends PatternOptions {
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
   * ratings.
   *
   * @param params request parameters of the optimizer
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

  /** Returns only the answer: the first one that reaches `minRating`, or else the best one. */
  generateStr(message: ModelInput, params?: RequestParams): Promise<string> {
    return asStep('EvaluatorOptimizerLLM generateStr', async () => {
      return (await this.optimize(message, params)).response;
    });
  }

  /** Returns the answer as a value that fits `schema`. */
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
    'Rate how well the response answers the request, and explain how to improve it.',
    quote('request', request),
    quote('response', response),
  ];
  // Rate each answer without history: ratings drift when the model remembers earlier ones.
  return judge.generateStructured(prompt.join('\n\n'), EVALUATION, { name: 'evaluation', useHistory: false });
}

function refinement(request: string, { response, evaluation }: Attempt): string {
  const { rating, feedback, focusAreas } = evaluation;
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
