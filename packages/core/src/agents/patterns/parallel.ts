import { asStep } from '../../runtime/workflow/as-step.ts';
import type { RequestParams, StructuredParams } from '../model/params.ts';
import type { ModelInput } from '../model/input.ts';
import type { Schema } from '../model/schema.ts';
import type { Concurrency } from '../../runtime/values/map-bounded.ts';
import { type JsonObject, toJson } from '../../runtime/values/json.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
import { type Failed, patternFailed, resultAsJson } from './pattern-failed.ts';
import { type Outcome, PatternRun } from './pattern-run.ts';
import type { ParticipantFailure } from './results.ts';
import {
  type FailureOptions,
  type OnFailure,
  type Participant,
  type PatternOptions,
  quote,
  type TextGenerator,
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

/** Results that a fan-in receives. With `onFailure: 'continue'`, those of participants that failed are missing. */
export type FanInInput<Out extends FanOut, On extends OnFailure> = On extends 'continue'
  ? Partial<FanOutResults<Out>>
  : FanOutResults<Out>;

/** Combines the results of the fan-out into one answer: text, or the return value of a function. */
export type FanIn<Out extends FanOut, Result = string, On extends OnFailure = 'fail'> =
  | Participant
  | ((results: FanInInput<Out, On>, failures: readonly ParticipantFailure[]) => Result | Promise<Result>);

/** Options of a {@link ParallelLLM}. */
export interface ParallelOptions<Out extends FanOut, Result = string, On extends OnFailure = 'fail'>
  extends PatternOptions, Concurrency, FailureOptions<On> {
  readonly fanOut: Out;
  readonly fanIn: FanIn<Out, Result, On>;
}

/** What the fan-out returned. */
interface Gathered {
  readonly results: Readonly<Record<string, unknown>>;
  readonly failed: readonly Failed[];
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
 *   onFailure: 'continue',
 * });
 * const grade = await review.generateStr(story);
 * ```
 */
export class ParallelLLM<
  Out extends FanOut,
  Result = string,
  On extends OnFailure = 'fail',
> implements TextGenerator {
  readonly #options: ParallelOptions<Out, Result, On>;

  constructor(options: ParallelOptions<Out, Result, On>) {
    this.#options = options;
  }

  /**
   * Returns the result of the fan-in.
   *
   * @throws {@link PatternFailedError} with the results so far: when a participant fails, after all that started have
   * ended; with `onFailure: 'continue'`, when all participants fail; and when the fan-in fails
   */
  run(message: ModelInput, params?: RequestParams): Promise<Result> {
    return asStep('ParallelLLM run', async (ctx) => {
      const run = new PatternRun(ctx, this.#options, params);
      const answer = await this.#answer(run, message);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the text of a participant if `fanIn` is no function
      return answer as Result;
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
    return asStep('ParallelLLM generateStructured', async (ctx) => {
      const { fanIn } = this.#options;
      const run = new PatternRun(ctx, this.#options, params);
      if (typeof fanIn === 'function') {
        return run.intoForm(toText(await this.#answer(run, message)), schema, params);
      }
      const gathered = await this.#fanOut(run, message);
      return this.#fanIn(run, gathered, async () => {
        const model = await run.modelOf(fanIn);
        return model.generateStructured(promptOf(message, gathered), schema, { ...params, ...run.limits });
      });
    });
  }

  async #answer(run: PatternRun, message: ModelInput): Promise<unknown> {
    const { fanIn } = this.#options;
    const gathered = await this.#fanOut(run, message);
    return this.#fanIn(run, gathered, async () => {
      if (typeof fanIn !== 'function') {
        return (await run.modelOf(fanIn)).generateStr(promptOf(message, gathered), run.params);
      }
      const failures = gathered.failed.map(({ failure }) => failure);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value has the type of its entry
      return fanIn(gathered.results as FanInInput<Out, On>, failures);
    });
  }

  async #fanIn<T>(run: PatternRun, { results }: Gathered, combine: () => Promise<T>): Promise<T> {
    const outcome = await run.attempt('fanIn', combine);
    if ('value' in outcome) return outcome.value;
    throw patternFailed('ParallelLLM', [outcome], { results: asJson(results) });
  }

  async #fanOut(run: PatternRun, message: ModelInput): Promise<Gathered> {
    const { fanOut, onFailure } = this.#options;
    const participants = Object.entries(fanOut);
    const outcomes = await currentWorkflow().map(
      participants,
      async ([name, one]): Promise<[string, Outcome<unknown>][]> => {
        if (run.isStopped) return [];
        return [[name, await run.attempt(name, () => this.#ask(run, one, message))]];
      },
      this.#options,
    );
    const results: [string, unknown][] = [];
    const failed: Failed[] = [];
    for (const [name, outcome] of outcomes.flat()) {
      if ('value' in outcome) results.push([name, outcome.value]);
      else failed.push(outcome);
    }
    const gathered = { results: Object.fromEntries(results), failed };
    const [first, ...more] = failed;
    if (first !== undefined && (onFailure !== 'continue' || results.length === 0)) {
      const advice = onFailure === 'continue' ? '' : ", or set onFailure: 'continue'";
      throw patternFailed('ParallelLLM', [first, ...more], { results: asJson(gathered.results) }, advice);
    }
    return gathered;
  }

  async #ask(run: PatternRun, one: FanOut[string], message: ModelInput): Promise<unknown> {
    if (typeof one === 'function') return one(wordsOf(message));
    const isShared = Object.values(this.#options.fanOut).filter((other) => other === one).length > 1;
    // Participants that share a model must not see each other's answers.
    const params = isShared ? { ...run.params, useHistory: false } : run.params;
    return (await run.modelOf(one)).generateStr(message, params);
  }
}

function asJson(results: Gathered['results']): JsonObject {
  return Object.fromEntries(
    Object.entries(results).map(([name, value]) => [name, resultAsJson(name, value)]),
  );
}

/** Returns the prompt of the fan-in. */
function promptOf(message: ModelInput, { results, failed }: Gathered): string {
  return [
    'Several agents answered the same request. Combine their answers into one.',
    quote('request', wordsOf(message)),
    ...Object.entries(results).map(([name, result]) => quote('answer', toText(result), name)),
    ...failed.map(({ failure: { name, error } }) => quote('failed', error.message, name)),
    ...(failed.length > 0 ? ['The answers of the agents that failed are missing.'] : []),
  ].join('\n\n');
}

function toText(result: unknown): string {
  return typeof result === 'string' ? result : JSON.stringify(toJson(result, 'result of a function'));
}
