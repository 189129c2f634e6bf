import { errorFromData, InvalidArgumentError, NoRouteError, PlanLimitError } from '@mcp-agent/core/errors';
import { describe, expect, it } from 'vitest';
import { describeOnBothEngines } from '../on-both-engines.ts';
import {
  classify,
  nested,
  optimize,
  orchestrated,
  orchestratedForm,
  refine,
  review,
  route,
  routeAndAsk,
  routeByKind,
  routing,
  swarm,
  together,
} from './workflows.ts';

const files = {
  workflows: new URL('workflows.ts', import.meta.url),
  activities: new URL('../fixtures/played-model.ts', import.meta.url),
};

describeOnBothEngines('patterns', files, (engine) => {
  describe('ParallelLLM', () => {
    it('sends the message to all, and their answers to the fan-in', async () => {
      expect(await engine().executeWorkflow(review, { text: 'Once upon a time' })).toBe(
        'grader(Several agents answered the same request. Combine their answers into one. ' +
          '<request> Once upon a time </request> ' +
          '<answer name="grammar"> proofreader(Once upon a time) </answer> ' +
          '<answer name="words"> 4 </answer>)',
      );
    });

    it('runs them concurrently; the fan-in can be a function', async () => {
      expect(await engine().executeWorkflow(together, { text: 'go' })).toEqual({
        sum: 4,
        text: '{"sum":8}',
        form: { told: '{"sum":12}' },
      });
    });

    it('can be part of another pattern', async () => {
      expect(await engine().executeWorkflow(nested, { text: 'high=agent:both' })).toBe(
        '{"inner":"deep(high=agent:both)","attached":"attached(high=agent:both)"}',
      );
    });
  });

  describe('LLMRouter', () => {
    it('returns the most confident candidates first, up to topK, without duplicates', async () => {
      const request =
        'low=agent:writer high=server:fetch medium=function:add high=agent:fetch low=server:fetch';
      const routes = await engine().executeWorkflow(route, { request, topK: 5 });
      expect(routes).toEqual([
        { kind: 'server', name: 'fetch', confidence: 'high', reasoning: '- server:fetch: Reads pages' },
        {
          kind: 'agent',
          name: 'fetch',
          confidence: 'high',
          reasoning: '- agent:fetch: fetcher (uses mail)',
          agent: 'fetcher',
        },
        { kind: 'function', name: 'add', confidence: 'medium', reasoning: '- function:add: Adds', sum: 3 },
        {
          kind: 'agent',
          name: 'writer',
          confidence: 'low',
          reasoning: '- agent:writer: Writes letters',
          agent: 'writer',
        },
      ]);
      expect(await engine().executeWorkflow(route, { request, topK: 2 })).toEqual(routes.slice(0, 2));
      expect(await engine().executeWorkflow(route, { request: 'nothing of that', topK: 3 })).toEqual([]);
    });

    it('returns candidates of one kind only, and sends an answer of another kind back to the model', async () => {
      expect(await engine().executeWorkflow(routeByKind, { request: 'high=agent:writer' })).toEqual({
        agents: ['writer'],
        servers: [],
        functions: [],
      });
    });

    it('lets the best agent answer', async () => {
      const { answer, form } = await engine().executeWorkflow(routeAndAsk, { request: 'low=agent:writer' });
      expect(answer).toBe('writer(low=agent:writer)');
      expect(form).toEqual({ told: 'low=agent:writer' });
    });

    it('throws when no agent fits the request, or there are no candidates', async () => {
      const handle = await engine().startWorkflow(routeAndAsk, { request: 'high=agent:nobody' });
      const { answer } = await handle.result();
      const error = typeof answer === 'string' ? undefined : errorFromData(answer);
      expect(NoRouteError.isInstance(error) && error.known).toEqual(['fetch', 'writer']);
      // Twice: its first choice is not a candidate and is sent back.
      expect(await handle.history()).toHaveLength(4);
      const nothing = await engine().executeWorkflow(routing);
      expect(InvalidArgumentError.isInstance('code' in nothing && errorFromData(nothing))).toBe(true);
    });
  });

  it('LLMIntentClassifier returns the most confident intents first', async () => {
    const request = 'medium=order high=refund';
    const entities = [{ name: 'asked', value: 'yes' }];
    expect(await engine().executeWorkflow(classify, { request, topK: 2 })).toEqual([
      { intent: 'refund', confidence: 'high', reasoning: '- refund: Wants money back', entities },
      { intent: 'order', confidence: 'medium', reasoning: '- order\n  such as: I take two', entities },
    ]);
    expect(await engine().executeWorkflow(classify, { request, topK: 1 })).toHaveLength(1);
    expect(await engine().executeWorkflow(classify, { request: 'none', topK: 1 })).toEqual([]);
  });

  describe('Orchestrator', () => {
    const find = { description: 'Look', tasks: [{ description: 'find it', agent: 'finder' }] };
    const meet = {
      description: 'Meet',
      tasks: [
        { description: 'first', agent: 'pair' },
        { description: 'second', agent: 'pair' },
      ],
    };

    it('runs the tasks of a step concurrently, and asks for another step until none is left', async () => {
      const plans = [
        { steps: [find, meet], isComplete: false },
        { steps: [], isComplete: true },
      ];
      const result = await engine().executeWorkflow(orchestrated, { plans, planType: 'full' });
      if (!('steps' in result)) throw errorFromData(result);
      const objective = JSON.stringify(plans);
      const found = `finder(Do this task. It is part of a larger objective. <objective> ${objective} </objective> <task> find it </task>)`;
      expect(result.plans).toBe(2);
      expect(result.steps).toEqual([
        { ...find, tasks: [{ ...find.tasks[0], status: 'completed', result: found }] },
        {
          ...meet,
          tasks: meet.tasks.map((task) => ({ ...task, status: 'completed', result: 'met: true' })),
        },
      ]);
      expect(result.result).toBe(
        `synthesizer(<objective> ${objective} </objective> <done> ` +
          `Step: Look Task for finder: find it <result> ${found} </result> ` +
          'Step: Meet Task for pair: first <result> met: true </result> ' +
          'Task for pair: second <result> met: true </result> </done>)',
      );
    });

    it('plans step by step in the iterative mode', async () => {
      const plans = [
        { ...find, isComplete: false },
        { ...meet, isComplete: false },
        { description: '', tasks: [], isComplete: true },
      ];
      const result = await engine().executeWorkflow(orchestrated, { plans, planType: 'iterative' });
      if (!('steps' in result)) throw errorFromData(result);
      expect(result.plans).toBe(3);
      expect(result.steps.map(({ description }) => description)).toEqual(['Look', 'Meet']);
    });

    it('returns a structured answer', async () => {
      const plans = [{ steps: [], isComplete: true }];
      const { told } = await engine().executeWorkflow(orchestratedForm, { plans, planType: 'full' });
      expect(told).toContain('<done>\nNothing yet.\n</done>');
    });

    it('throws when the planner is not done within its maximum number of plans', async () => {
      const plan = { steps: [find], isComplete: false };
      const input = { plans: [plan, plan, plan], planType: 'full', maxIterations: 2 } as const;
      const handle = await engine().startWorkflow(orchestrated, input);
      const result = await handle.result();
      const error = 'code' in result ? errorFromData(result) : undefined;
      expect(PlanLimitError.isInstance(error) && error.limit).toBe(2);
      const steps = PlanLimitError.isInstance(error) ? error.steps : [];
      expect(steps.map(({ tasks }) => tasks.map(({ status }) => status))).toEqual([
        ['completed'],
        ['completed'],
      ]);
      // Two plans with one task each.
      expect(await handle.history()).toHaveLength(4);
    });
  });

  describe('EvaluatorOptimizerLLM', () => {
    it('refines until the answer has the minimum rating', async () => {
      const result = await engine().executeWorkflow(optimize, { ratings: 'poor fair good poor' });
      expect(result).toMatchObject({ response: 'draft 3', accepted: true, text: 'draft 3' });
      expect(result.attempts.map(({ evaluation }) => evaluation?.rating)).toEqual(['poor', 'fair', 'good']);
    });

    it('returns the best answer when no answer reaches the rating, and says so', async () => {
      const input = { ratings: 'poor good fair', minRating: 'excellent', maxRefinements: 2 } as const;
      const result = await engine().executeWorkflow(optimize, input);
      expect(result).toMatchObject({ response: 'draft 2', accepted: false, text: 'draft 2' });
      expect(result.attempts).toHaveLength(3);
    });

    it('sends the evaluation to the optimizer, and returns a structured answer', async () => {
      const { form, told } = await engine().executeWorkflow(refine);
      expect(form).toEqual({ told: 'draft 2' });
      expect(told).toEqual([
        'poor good',
        [
          'The response was rated poor. Write a better answer to the request.',
          '<request>\npoor good\n</request>',
          '<response>\ndraft 1\n</response>',
          '<feedback>\nDraft 1 is short.\n- length\n</feedback>',
        ].join('\n\n'),
      ]);
    });
  });

  it("a swarm: agents hand off to each other and back, and share the workflow's state", async () => {
    const message = 'transfer_to_refunds transfer_to_triage done';
    expect(await engine().executeWorkflow(swarm, { customer: 'Ada', message })).toEqual({
      answer: `triage for Ada, 3(${message})`,
      speaker: 'triage',
    });
  });
});
