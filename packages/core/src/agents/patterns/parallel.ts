import { asStep } from '../../runtime/workflow/as-step.ts';
import type { StructuredParams } from '../agent/augmented-llm.ts';
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

/** Who is given the message, all at the same time: agents, models, patterns, and functions of the workflow. */
export type FanOut = Readonly<Record<string, Participant | ((message: string) => unknown)>>;

/** What each of a fan-out gave, by its name: text, or what its function gives. */
export type FanOutResults<Out extends FanOut> = {
  readonly [Name in keyof Out]: Out[Name] extends (message: string) => infer Result
    ? Awaited<Result>
    : string;
};

/** Who makes one answer of what the fan-out gave. */
export type FanIn<Out extends FanOut> = Participant | ((results: FanOutResults<Out>) => unknown);

/** What a fan-in gives: text, or what its function gives. */
export type FanInResult<In> = In extends (results: never) => infer Result ? Awaited<Result> : string;

/** What a {@link ParallelLLM} is made from. */
export interface ParallelOptions<Out extends FanOut, In extends FanIn<Out>>
  extends PatternOptions, Concurrency {
  readonly fanOut: Out;
  readonly fanIn: In;
}

/**
 * Gives a message to several at once, and has one answer made of what they say. mcp-agent's `ParallelLLM`.
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
   * The answer as the fan-in gives it.
   *
   * @throws what the first of those that failed threw, in the order of `fanOut`, when all that had begun are done
   */
  run(message: ModelInput, params?: RequestParams): Promise<FanInResult<In>> {
    return asStep('ParallelLLM run', async () => {
      const results = await this.#fanOut(message, params);
      const { fanIn } = this.#options;
      const answer =
        typeof fanIn === 'function'
          ? await fanIn(results)
          : await (await modelOf(fanIn, this.#options)).generateStr(gathered(message, results), params);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type says which of the two it is
      return answer as FanInResult<In>;
    });
  }

  /** The answer as text; what is none is written as JSON. */
  generateStr(message: ModelInput, params?: RequestParams): Promise<string> {
    return asStep('ParallelLLM generateStr', async () => {
      return toText(await this.run(message, params));
    });
  }

  /** The answer in a form. */
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
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each name has what its own entry gives
    return Object.fromEntries(entries) as FanOutResults<Out>;
  }
}

/** What the fan-in is told. */
function gathered(message: ModelInput, results: Readonly<Record<string, unknown>>): string {
  return [
    'Several were given the same request. Make one answer to it of what they say.',
    quote('request', wordsOf(message)),
    ...Object.entries(results).map(([name, result]) => quote('answer', toText(result), name)),
  ].join('\n\n');
}

function toText(result: unknown): string {
  return typeof result === 'string' ? result : JSON.stringify(toJson(result, 'result of a function'));
}
