import { type Message, textOf } from '@mcp-agent/core';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import { script, type Turn } from '../model.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { askAgain, type AskAgain } from '../workflows/loop.ts';
import { markCall } from './shared.ts';

export const resume: Cases<AgentRequirementId> = new Cases();
const { verifies } = resume;

const HANG = { name: 'hang', arguments: {} };
const TIME_OUT = { name: 'time_out', arguments: {} };
const TRANSFER = { name: 'transfer_to_next', arguments: {} };
const ADD = { name: 'add', arguments: { left: 2, right: 3 } };

interface Row {
  readonly title: string;
  readonly turns: (mark: Extract<Turn, { call: unknown }>['call'][number]) => readonly Turn[];
  readonly end: AskAgain['end'];
  readonly params?: AskAgain['params'];
  /** Code of the error. */
  readonly fails?: string;
  /** Starts of the results in the conversation after the first `generate`. */
  readonly results?: readonly RegExp[];
  readonly speaker?: string;
}

const MARKED = /^\{"left"/;
const SEQUENTIAL = { parallelToolCalls: false };

const ROWS: readonly Row[] = [
  {
    title: 'a tool fails for good beside others',
    turns: (mark) => [{ call: [mark, TIME_OUT, ADD] }],
    end: 'error',
    fails: 'TOOL_OUTCOME_UNKNOWN',
    results: [MARKED, /outcome of .*time_out.* is unknown/, /^5$/],
  },
  {
    title: 'a tool fails for good before others',
    turns: (mark) => [{ call: [ADD, TIME_OUT, mark] }],
    end: 'error',
    params: SEQUENTIAL,
    fails: 'TOOL_OUTCOME_UNKNOWN',
    results: [/^5$/, /outcome of .*time_out.* is unknown/, /not called/],
  },
  {
    title: 'a handoff is called beside a tool that fails for good',
    turns: () => [{ call: [TRANSFER, TIME_OUT] }],
    end: 'error',
    fails: 'TOOL_OUTCOME_UNKNOWN',
    results: [/did not take over/, /unknown/],
    speaker: 'first',
  },
  {
    title: 'the turn limit is reached',
    turns: (mark) => [{ call: [mark] }],
    end: 'error',
    params: { maxIterations: 2 },
    fails: 'TURN_LIMIT',
    results: [MARKED, MARKED],
  },
  {
    title: 'the turn limit is reached after a handoff',
    turns: () => [{ call: [TRANSFER, TRANSFER] }],
    end: 'error',
    params: { maxIterations: 1 },
    fails: 'TURN_LIMIT',
    results: [/continues/, /did not take over/],
    speaker: 'next',
  },
  {
    title: 'the last answer calls a tool',
    turns: (mark) => [{ call: [mark] }],
    end: 'error',
    params: { maxIterations: 1, onTurnLimit: 'answer' },
    fails: 'TURN_LIMIT',
    results: [MARKED, /not called/],
  },
  {
    title: 'the budget is used up',
    turns: (mark) => [{ call: [mark, ADD] }],
    end: 'error',
    params: { limit: { tokens: 1 } },
    fails: 'BUDGET_EXCEEDED',
    results: [MARKED, /^5$/],
  },
  {
    title: 'the model fails',
    turns: () => [{ fail: 'wrong key' }],
    end: 'error',
    fails: 'ACTIVITY_FAILED',
  },
  {
    title: 'the scope is cancelled',
    turns: (mark) => [{ call: [mark, HANG, ADD] }],
    end: 'cancel',
    params: SEQUENTIAL,
    fails: 'CANCELLED',
    results: [MARKED, /cancelled.*unknown/, /not called/],
  },
  {
    title: 'a tool exceeds the timeout around it',
    turns: () => [{ call: [HANG] }],
    end: 'timeout',
    fails: 'TIMED_OUT',
  },
  {
    title: 'the model exceeds the timeout around it',
    turns: () => [{ hang: true }],
    end: 'timeout',
    fails: 'TIMED_OUT',
  },
  {
    title: 'the model pauses until the turn limit',
    turns: () => [{ say: 'wait', stop: 'pause' }],
    end: 'error',
    params: { maxIterations: 2 },
    fails: 'TURN_LIMIT',
  },
  ...(['message', 'usage', 'tool_call', 'tool_result', 'text'] as const).map((stopAt): Row => ({
    title: `a stream is left at ${stopAt}`,
    turns: (mark) => [{ call: [mark, ADD] }, { write: ['once ', 'upon'] }],
    end: { stopAt },
  })),
];

verifies('agent.resume', async ({ executor, file }) => {
  const runs = ROWS.map(async ({ title, turns, end, params, fails, results, speaker }) => {
    const { failure, answer, history, ...after } = await executor.executeWorkflow(askAgain, {
      end,
      first: script(...turns(markCall(file(), 'x'))),
      second: script({ recite: true }),
      servers: ['tools'],
      ...(params !== undefined && { params }),
    });
    expect([title, failure?.code ?? null]).toEqual([title, fails ?? null]);
    // The model rejects a conversation that services reject.
    expect([title, answer.split('\n').at(-1)]).toEqual([title, 'user']);
    if (results !== undefined) {
      const expected = results.map((result) => expect.stringMatching(result));
      expect([title, resultsIn(history)]).toEqual([title, expected]);
    }
    if (speaker !== undefined) expect([title, after.speaker]).toEqual([title, speaker]);
  });
  await Promise.all(runs);
});

function resultsIn(history: readonly Message[]): string[] {
  return history.flatMap((message) => (message.role === 'tool' ? [textOf(message.content)] : []));
}
