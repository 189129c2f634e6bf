import {
  BudgetExceededError,
  ChildWorkflowError,
  type ErrorData,
  errorFromData,
  type McpAgentError,
  PatternFailedError,
  WorkflowFailedError,
} from '@mcp-agent/core/errors';
import type { OnFailure } from '@mcp-agent/core/patterns';
import { errorOf } from '@mcp-agent/testing/support';
import { describe, expect, it } from 'vitest';
import { describeOnBothEngines } from '../on-both-engines.ts';
import {
  cancelled,
  failingChild,
  fanInFails,
  interrupted,
  limited,
  nestedFailure,
  ownLimit,
  parent,
  partly,
  partlyTold,
  replanned,
  routedToBroken,
  sharedModel,
  unhelped,
  wholly,
} from './failure-workflows.ts';

const files = {
  workflows: new URL('failure-workflows.ts', import.meta.url),
  activities: new URL('../fixtures/played-model.ts', import.meta.url),
};

const CHOICES: readonly OnFailure[] = ['fail', 'continue'];

function isErrorData(value: unknown): value is ErrorData {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

/** Returns the error that a workflow returned. */
function errorIn(result: unknown): McpAgentError {
  if (isErrorData(result)) return errorFromData(result);
  throw new Error(`A failure was expected, but the result is ${JSON.stringify(result)}.`);
}

function patternError(result: unknown): PatternFailedError {
  const error = errorIn(result);
  if (PatternFailedError.isInstance(error)) return error;
  throw error;
}

describeOnBothEngines('failures in patterns', files, (engine) => {
  describe('ParallelLLM', () => {
    it('throws an error with the results of the others and the failure, after all have ended', async () => {
      const error = patternError(await engine().executeWorkflow(partly, { onFailure: 'fail' }));
      expect(error).toMatchObject({
        code: 'PATTERN_FAILED',
        pattern: 'ParallelLLM',
        results: { slow: 7, friend: 'friend(go)' },
        failures: [{ name: 'critic', error: { code: 'ACTIVITY_FAILED', cause: { code: 'MODEL_FAILED' } } }],
        cause: { code: 'ACTIVITY_FAILED' },
      });
      expect(error.message).toMatch(/"critic".*onFailure: 'continue'/s);
      expect(JSON.stringify(error.failures)).not.toContain('"stack"');
    });

    it('continues with the results of the others, and tells the fan-in who failed', async () => {
      expect(await engine().executeWorkflow(partly, { onFailure: 'continue' })).toEqual({
        results: { slow: 7, friend: 'friend(go)' },
        failed: ['critic: ACTIVITY_FAILED, out of ink'],
      });
      const told = await engine().executeWorkflow(partlyTold);
      expect(told).toMatch(
        /<answer name="friend"> friend\(go\) <\/answer> <failed name="critic">.*out of ink/,
      );
    });

    it.each(CHOICES)('throws when all fail, with each failure (%s)', async (onFailure) => {
      const error = patternError(await engine().executeWorkflow(wholly, { onFailure }));
      expect(error.failures.map(({ name }) => name)).toEqual(['critic', 'other']);
      expect(error.message).toContain('1 more failed');
      expect(error.results).toEqual({});
    });

    it.each(CHOICES)('throws with all results when the fan-in fails (%s)', async (onFailure) => {
      const error = patternError(await engine().executeWorkflow(fanInFails, { onFailure }));
      expect(error.failures.map(({ name }) => name)).toEqual(['fanIn']);
      // A Date is not JSON, and does not cost the result of the other.
      expect(error.results).toEqual({ friend: 'friend(go)', at: '{"day":"1970-01-01T00:00:00.000Z"}' });
    });

    it('keeps the answers of participants apart that share one model', async () => {
      expect(await engine().executeWorkflow(sharedModel)).toEqual({ one: 'draft 1', other: 'draft 1' });
    });
  });

  describe('PatternFailedError', () => {
    it('keeps its results on the way from a child to its parent, and to the caller of a workflow', async () => {
      const child = errorIn(await engine().executeWorkflow(parent, { length: 5 }));
      expect(ChildWorkflowError.isInstance(child)).toBe(true);
      const failed = await errorOf(engine().executeWorkflow(failingChild, { length: 5 }));
      expect(WorkflowFailedError.isInstance(failed)).toBe(true);
      for (const error of [child, failed]) {
        expect(error).toMatchObject({
          cause: {
            code: 'PATTERN_FAILED',
            results: { long: 'xxxxx', short: 'brief' },
            cause: { code: 'ACTIVITY_FAILED' },
          },
        });
      }
    });

    it('truncates long results instead of losing them, also of a pattern in a pattern', async () => {
      const results = { long: expect.stringMatching(/^x{50000,60000}… \(truncated: 300000/), short: 'brief' };
      const child = errorIn(await engine().executeWorkflow(parent, { length: 300_000 }));
      expect(child.cause).toMatchObject({ results, failures: [{ name: 'critic' }] });
      const outer = errorIn(await engine().executeWorkflow(nestedFailure, { length: 300_000 }));
      expect(outer).toMatchObject({
        results: { short: 'brief' },
        failures: [
          { name: 'inner', error: { code: 'PATTERN_FAILED', fields: { results: { short: 'brief' } } } },
        ],
        cause: { code: 'PATTERN_FAILED', results },
      });
      expect(outer).toHaveProperty('results.long', expect.stringMatching(/^x{20000,}… \(truncated: 300000/));
    });
  });

  it.each(CHOICES)('a cancellation is never a failure of a participant (%s)', async (onFailure) => {
    expect(await engine().executeWorkflow(cancelled, { onFailure })).toEqual([true, true, true]);
  });

  describe('limit', () => {
    it.each([false, true])(
      'holds for all models of a pattern together (set by the caller: %s)',
      async (byCaller) => {
        const limit = { tokens: 2 };
        const handle = await engine().startWorkflow(limited, { limit, onFailure: 'fail', byCaller });
        const ends = await handle.result();
        for (const end of Object.values(ends)) {
          const error = errorIn(end);
          expect(BudgetExceededError.isInstance(error) && error.used).toBe(2);
        }
        // Only the first call of each pattern: also one that routes, plans or rates counts.
        expect(await handle.history()).toHaveLength(4);
      },
    );

    it('is no failure of a participant, but an optimizer that continues returns its best answer', async () => {
      const limit = { tokens: 4 };
      const handle = await engine().startWorkflow(limited, { limit, onFailure: 'continue' });
      const ends = await handle.result();
      expect(errorIn(ends.parallel).code).toBe('BUDGET_EXCEEDED');
      expect(errorIn(ends.orchestrator).code).toBe('BUDGET_EXCEEDED');
      expect(ends.optimizer).toBe('draft 1');
      expect(await handle.history()).toHaveLength(8);
    });

    it('of one agent is a failure of that agent', async () => {
      expect(await engine().executeWorkflow(ownLimit)).toEqual({
        results: { rich: 'rich(go)' },
        failed: ['BUDGET_EXCEEDED'],
      });
    });
  });

  describe('Orchestrator', () => {
    it('throws an error with the steps so far, failed tasks included', async () => {
      const error = patternError(await engine().executeWorkflow(replanned, { onFailure: 'fail' }));
      expect(error.steps).toMatchObject([
        {
          tasks: [
            { status: 'completed', agent: 'worker' },
            { status: 'failed', agent: 'broken' },
          ],
        },
      ]);
      expect(error.failures.map(({ name }) => name)).toEqual(['broken']);
    });

    it('plans again around a failed task, and does not start the later steps of its plan', async () => {
      const handle = await engine().startWorkflow(replanned, { onFailure: 'continue' });
      const result = await handle.result();
      expect(result).toMatchObject({
        plans: 3,
        steps: [
          {
            description: 'Step of worker and broken',
            tasks: [{ status: 'completed' }, { status: 'failed', error: { code: 'ACTIVITY_FAILED' } }],
          },
          { description: 'Step of worker', tasks: [{ status: 'completed' }] },
        ],
        result: expect.stringMatching(/<failed>.*out of ink.*<\/failed>/),
      });
    });

    it('throws when no task was completed, and when the planner or the synthesizer fails', async () => {
      for (const [failing, steps] of [
        ['task', 1],
        ['planner', 0],
        ['synthesizer', 1],
      ] as const) {
        const error = patternError(await engine().executeWorkflow(unhelped, { failing }));
        expect(error.failures.map(({ name }) => name)).toEqual([failing === 'task' ? 'broken' : failing]);
        expect(error.steps).toHaveLength(steps);
      }
    });
  });

  describe('EvaluatorOptimizerLLM', () => {
    it('returns the best answer so far when the optimizer fails, and why', async () => {
      const input = { onFailure: 'continue', answers: 3 } as const;
      expect(await engine().executeWorkflow(interrupted, input)).toMatchObject({
        response: 'draft 2',
        accepted: false,
        evaluation: { rating: 'good' },
        attempts: [{ response: 'draft 1' }, { response: 'draft 2' }, { response: 'draft 3' }],
        failure: { name: 'optimizer', error: { message: 'out of ink' } },
      });
    });

    it('returns an answer without a rating when the evaluator fails', async () => {
      const input = { onFailure: 'continue', answers: 3, evaluator: 'broken' } as const;
      const result = await engine().executeWorkflow(interrupted, input);
      expect(result).toMatchObject({ response: 'draft 1', accepted: false, failure: { name: 'evaluator' } });
      expect(result).not.toHaveProperty('evaluation');
    });

    it('throws an error with all answers, or without one when there is none', async () => {
      const error = patternError(
        await engine().executeWorkflow(interrupted, { onFailure: 'fail', answers: 2 }),
      );
      expect(error.attempts?.map(({ response }) => response)).toEqual(['draft 1', 'draft 2']);
      const unrated = await engine().executeWorkflow(interrupted, {
        onFailure: 'fail',
        answers: 2,
        evaluator: 'broken',
      });
      expect(patternError(unrated).attempts).toEqual([{ response: 'draft 1' }]);
      const none = await engine().executeWorkflow(interrupted, { onFailure: 'continue', answers: 0 });
      expect(patternError(none)).toMatchObject({ attempts: [], failures: [{ name: 'optimizer' }] });
    });
  });

  it('LLMRouter throws the error of the best agent as it is', async () => {
    const end = await engine().executeWorkflow(routedToBroken);
    expect(typeof end === 'string' ? end : end.code).toBe('ACTIVITY_FAILED');
  });
});
