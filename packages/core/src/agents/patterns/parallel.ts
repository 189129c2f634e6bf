import { asStep } from '../../runtime/workflow/as-step.ts';
import type { StructuredParams } from '../model/params.ts';
import type { ModelInput } from '../model/input.ts';
import type { RequestParams } from '../model/params.ts';
import type { Schema } from '../model/schema.ts';
import type { Concurrency } from '../../runtime/values/map-bounded.ts';
import { toJson } from '../../runtime/values/json.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
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

/** Participants that receive the message at the same time: agents, models, patterns, and functions of the workflow. */
export type FanOut = Readonly<Record<string, Participant | ((message: string) => unknown)>>;

/** Results of a fan-out by name: text, or the return value of a function. */
export type FanOutResults<Out extends FanOut> = {
  readonly [Name in keyof Out]: Out[Name] extends (message: string) => infer Result
    ? Awaited<Result>
    : string;
};

/** Combines the results of the fan-out into one answer. */
export type FanIn<Out extends FanOut> = Participant | ((results: FanOutResults<Out>) => unknown);

/** Result of a fan-in: text, or the return value of a function. */
export type FanInResult<In> = In extends (results: never) => infer Result ? Awaited<Result> : string;

/** Options of a {@link ParallelLLM}. */
export interface ParallelOptions<Out extends FanOut, In extends FanIn<Out>>
  extends PatternOptions, Concurrency {
  readonly fanOut: Out;
  readonly fanIn: In;
}

/**
 * Sends a message to several participants at once and combines their results into one answer. mcp-agent's
 * `ParallelLLM`.
 *
 * @example
 * ```ts
 * const review = new ParallelLLM({
 *   llm: OpenAIAugmentedLLM,
 *   fanOut: { grammar: proofreader, facts: factChecker, words: (story) => story.split(' ').length },
 *   fanIn: grader,
 * });
 * const grade = await review.generateStr(story);
 * ```
 */
export class ParallelLLM<Out extends FanOut, In extends FanIn<Out>> implements TextGenerator {
  readonly #options: ParallelOptions<Out, In>;

  constructor(options: ParallelOptions<Out, In>) {
    this.#options = options;
  }

  /**
   * Returns the result of the fan-in.
   *
   * @throws the error of the first failed participant in the order of `fanOut`, after all that started have
   * ended
   */
  run(message: ModelInput, params?: RequestParams): Promise<FanInResult<In>> {
    return asStep('ParallelLLM run', async () => {
      const results = await this.#fanOut(message, params);
      const { fanIn } = this.#options;
      const answer =
        typeof fanIn === 'function'
          ? await fanIn(results)
          : await (await modelOf(fanIn, this.#options)).generateStr(gathered(message, results), params);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- FanInResult covers both cases
      return answer as FanInResult<In>;
    });
  }

  /** Returns the answer as text. A result that is not a string is serialized as JSON. */
  generateStr(message: ModelInput, params?: RequestParams): Promise<string> {
    return asStep('ParallelLLM generateStr', async () => {
      return toText(await this.run(message, params));
    });
  }

  /** Returns the answer as a value that fits `schema`. */
  generateStructured<T>(message: ModelInput, schema: Schema<T>, params?: StructuredParams): Promise<T> {
    return asStep('ParallelLLM generateStructured', async () => {
      const { fanIn } = this.#options;
      if (typeof fanIn === 'function') {
        return bringIntoForm(
          this.#options,
          await this.generateStr(message, withoutForm(params)),
          schema,
          params,
        );
      }
      const results = await this.#fanOut(message, withoutForm(params));
      const model = await modelOf(fanIn, this.#options);
      return model.generateStructured(gathered(message, results), schema, params);
    });
  }

  async #fanOut(message: ModelInput, params: RequestParams | undefined): Promise<FanOutResults<Out>> {
    const { fanOut } = this.#options;
    const entries = await currentWorkflow().map(
      Object.entries(fanOut),
      async ([name, one]): Promise<[string, unknown]> => [
        name,
        typeof one === 'function'
          ? await one(wordsOf(message))
          : await (await modelOf(one, this.#options)).generateStr(message, params),
      ],
      this.#options,
    );
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value has the type of its entry
    return Object.fromEntries(entries) as FanOutResults<Out>;
  }
}

/** Returns the prompt of the fan-in. */
function gathered(message: ModelInput, results: Readonly<Record<string, unknown>>): string {
  return [
    'Several agents answered the same request. Combine their answers into one.',
    quote('request', wordsOf(message)),
    ...Object.entries(results).map(([name, result]) => quote('answer', toText(result), name)),
  ].join('\n\n');
}

function toText(result: unknown): string {
  return typeof result === 'string' ? result : JSON.stringify(toJson(result, 'result of a function'));
}
