import { script } from '@mcp-agent/conformance/agents';
import { registerActivities, type WorkflowDefinition } from '@mcp-agent/core';
import { checkPortability } from '@mcp-agent/testing/portability';
import { beforeAll, describe, expect, it } from 'vitest';
import { activities, settings, suite } from './suites.ts';

const ADD = { call: [{ name: 'add', arguments: { left: 2, right: 3 } }] };

beforeAll(() => registerActivities(activities));

const CASES: readonly (readonly [
  what: string,
  workflow: WorkflowDefinition<never, unknown>,
  params: unknown,
])[] = [
  ['an agent', suite.askAgent, { question: script(ADD, { say: 'five' }), servers: ['tools'] }],
  ['an agent with memory', suite.converse, { questions: [script({ say: 'a' })], useHistory: true }],
  ['tools that fail', suite.askAgent, { question: script(ADD, { recite: true }), servers: ['tools'] }],
  ['an activity of any kind', suite.callActivity, { activity: 'conformance.identity', input: null }],
  [
    'activities that are retried',
    suite.catchActivity,
    { activity: 'conformance.fail', input: { how: 'own', file: '/dev/null' } },
  ],
  ['many activities', suite.manyActivities, 20],
  ['plain functions', suite.callFunctions, undefined],
  ['an activity that queries its workflow', suite.queriedByActivity, undefined],
  ['resources', suite.shareResource, undefined],
  ['children', suite.fanOut, 5],
  ['a child that fails', suite.catchChild, undefined],
  ['signals to a child', suite.signalChild, undefined],
  ['a scope that is cancelled', suite.cancelsPart, undefined],
  ['time limits', suite.limited, { ms: 3_600_000, takes: 7_200_000 }],
  ['a sleep of a year', suite.sleeper, '52 weeks'],
  ['a signal that never comes', suite.waitBriefly, { ms: 86_400_000 }],
  ['who it is', suite.whoami, undefined],
  ['chance', suite.chance, undefined],
];

describe('the portability check raises no false alarm for', () => {
  it.each(CASES)('%s', async (_, workflow, params) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the workflows of the table have different inputs
    const report = await checkPortability(workflow, params as never, { settings });
    expect(report).toMatchObject({ portable: true, problems: [], warnings: [], replayed: true });
  });
});
