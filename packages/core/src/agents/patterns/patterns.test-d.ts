import { describe, expectTypeOf, it } from 'vitest';
import { Agent, AugmentedLLM, jsonSchema } from '../../index.ts';
import {
  EvaluatorOptimizerLLM,
  type TextGenerator,
  LLMIntentClassifier,
  LLMRouter,
  Orchestrator,
  ParallelLLM,
  type ParticipantFailure,
  type StepResult,
} from './index.ts';

class MyLLM extends AugmentedLLM {
  override readonly provider = 'mine';
}
declare const one: Agent;
declare const other: Agent;
declare const attached: MyLLM;
const llm = MyLLM;

describe('ParallelLLM', () => {
  it('passes typed results to the fan-in, and returns the type of the fan-in', () => {
    const counted = new ParallelLLM({
      llm,
      fanOut: { one, words: (text) => text.split(' ').length, later: async () => ({ done: true }) },
      fanIn: (results) => {
        expectTypeOf(results).toEqualTypeOf<{
          readonly one: string;
          readonly words: number;
          readonly later: { done: boolean };
        }>();
        return Promise.resolve(results.words);
      },
    });
    expectTypeOf(counted.run('text')).resolves.toEqualTypeOf<number>();
    const told = new ParallelLLM({ llm, fanOut: { one, attached }, fanIn: other });
    expectTypeOf(told.run('text')).resolves.toEqualTypeOf<string>();
  });

  it('passes only the results of some to a fan-in that continues without the others', () => {
    const continued = new ParallelLLM({
      llm,
      fanOut: { one, words: (text) => text.split(' ').length },
      onFailure: 'continue',
      fanIn: async (results, failures) => {
        expectTypeOf(results).toEqualTypeOf<{ readonly one?: string; readonly words?: number }>();
        expectTypeOf(failures).toEqualTypeOf<readonly ParticipantFailure[]>();
        return results.words;
      },
    });
    expectTypeOf(continued.run('text')).resolves.toEqualTypeOf<number | undefined>();
    const told = new ParallelLLM({ llm, fanOut: { one }, fanIn: other, onFailure: 'continue' });
    expectTypeOf(told.run('text')).resolves.toEqualTypeOf<string>();
    // @ts-expect-error -- there is no such choice
    void new ParallelLLM({ llm, fanOut: { one }, fanIn: other, onFailure: 'ignore' });
  });

  it('requires a model class and names', () => {
    expectTypeOf<ConstructorParameters<typeof ParallelLLM>[0]>().toHaveProperty('llm');
    // @ts-expect-error -- no model
    void new ParallelLLM({ fanOut: { one }, fanIn: other });
    // @ts-expect-error -- 1 does not answer
    void new ParallelLLM({ llm, fanOut: { one: 1 }, fanIn: other });
  });
});

describe('Orchestrator', () => {
  it('returns results of tasks that tell whether they failed', async () => {
    const { steps } = await new Orchestrator({ llm, agents: { one } }).execute('text');
    expectTypeOf(steps).toEqualTypeOf<readonly StepResult[]>();
    const task = steps[0]?.tasks[0];
    if (task?.status === 'completed') expectTypeOf(task.result).toEqualTypeOf<string>();
    if (task?.status === 'failed') expectTypeOf(task.error.message).toEqualTypeOf<string>();
    // @ts-expect-error -- a failed task has no result
    void task?.result;
  });
});

describe('LLMRouter', () => {
  const router = new LLMRouter({
    llm,
    agents: { one, nested: { description: 'Both', llm: new Orchestrator({ llm, agents: { other } }) } },
    servers: { fetch: 'Reads pages' },
    functions: { add: { description: 'Adds', run: (left: number, right: number) => left + right } },
  });

  it('returns routes by kind, with the types of the candidates', async () => {
    const [route] = await router.route('text', { topK: 2 });
    if (route === undefined) return;
    expectTypeOf(route.kind).toEqualTypeOf<'agent' | 'server' | 'function'>();
    expectTypeOf(route.confidence).toEqualTypeOf<'high' | 'medium' | 'low'>();
    if (route.kind === 'function') {
      expectTypeOf(route.name).toEqualTypeOf<'add'>();
      expectTypeOf(route.run(1, 2)).toEqualTypeOf<number>();
    }
    if (route.kind === 'server') expectTypeOf(route.name).toEqualTypeOf<'fetch'>();
    if (route.kind === 'agent' && route.name === 'one') expectTypeOf(route.agent).toEqualTypeOf<Agent>();
  });

  it('returns only agents if it has only agents', async () => {
    const agents = new LLMRouter({ llm, agents: { one, other } });
    const [route] = await agents.route('text');
    if (route === undefined) return;
    if (route.kind === 'agent') {
      expectTypeOf(route.name).toEqualTypeOf<'one' | 'other'>();
      expectTypeOf(route.agent).toEqualTypeOf<Agent>();
    }
    expectTypeOf((await agents.routeToAgent('text'))[0]?.agent).toEqualTypeOf<Agent | undefined>();
  });
});

describe('LLMIntentClassifier', () => {
  it('returns one of its intents', async () => {
    const classifier = new LLMIntentClassifier({
      llm,
      intents: { buy: {}, sell: { examples: ['Take it'] } },
    });
    const [found] = await classifier.classify('text');
    expectTypeOf(found?.intent).toEqualTypeOf<'buy' | 'sell' | undefined>();
  });
});

describe('patterns', () => {
  it('can be nested, and used in place of models', () => {
    const parallel = new ParallelLLM({ llm, fanOut: { one }, fanIn: other });
    const orchestrator = new Orchestrator({
      llm,
      agents: { one, all: { description: 'All', llm: parallel } },
    });
    const optimizer = new EvaluatorOptimizerLLM({ llm, optimizer: orchestrator, evaluator: attached });
    const all: TextGenerator[] = [
      attached,
      parallel,
      orchestrator,
      optimizer,
      new LLMRouter({ llm, agents: { one } }),
    ];
    void all;
    const schema = jsonSchema<{ city: string }>({ type: 'object' });
    expectTypeOf(optimizer.generateStructured('text', schema)).resolves.toEqualTypeOf<{ city: string }>();
  });
});
