import { defineActivity, MCPApp } from '@mcp-agent/core';
import { ActivityHost, findWorkflow } from '@mcp-agent/core/engine';
import { expect, it } from 'vitest';
import { RunningActivities } from '../activities.ts';
import type { Entry } from './journal.ts';
import type { JournalStore, RunState, StoredRun } from './journal-store.ts';
import { ReplayedRun } from './run.ts';

const did: string[] = [];
const act = defineActivity({ name: 'act', run: (what: string) => void did.push(what) });
const app = new MCPApp({ name: 'replay' });
app.workflow('twice', async () => {
  await act('one');
  await act('two');
  return 'done';
});

const STORED: StoredRun = {
  record: {
    info: { workflowId: 'w', runId: 'r', workflowName: 'twice', engine: 'test', attempt: 1, startTime: 1 },
    input: null,
  },
  state: { status: 'running' },
};

/** Keeps one run in memory. What is not needed for that is refused. */
class MemoryStore implements JournalStore {
  readonly entries: Entry[] = [];
  readonly activities: RunningActivities = new RunningActivities(
    new ActivityHost({
      settings: {},
    }),
  );
  state: RunState = STORED.state;
  /** Told of each commit before it is done. */
  beforeCommit: () => void = () => {};
  log(): void {}
  stopped(): void {}
  ended(): void {}
  attempt(): undefined {}
  saveAttempt(): void {}

  journal(): Entry[] {
    return [...this.entries];
  }

  commit(_: string, entries: readonly string[], state: RunState): void {
    this.beforeCommit();
    this.entries.push(...entries.map((text): Entry => JSON.parse(text)));
    this.state = state;
  }

  startChild(): never {
    throw new Error('no children');
  }

  control(): never {
    throw new Error('no others');
  }

  outcome(): Promise<never> {
    return Promise.reject(new Error('no children'));
  }
}

function begin(store: JournalStore, stored: StoredRun = STORED): ReplayedRun {
  const run = new ReplayedRun(store, stored, findWorkflow('twice'));
  run.begin();
  return run;
}

it('commits a command before its side effect', async () => {
  const store = new MemoryStore();
  did.length = 0;
  const kept: number[] = [];
  store.beforeCommit = () => kept.push(did.length);
  await begin(store).closed;
  expect(did).toEqual(['one', 'two']);
  // Before the first commit nothing was done, before the second one thing, before the last both.
  expect(kept).toEqual([0, 1, 2]);
  expect(store.state).toMatchObject({ status: 'completed', output: 'done' });
});

it('stops when a commit fails, and resumes from the last commit', async () => {
  const store = new MemoryStore();
  did.length = 0;
  let commits = 0;
  store.beforeCommit = () => {
    commits += 1;
    if (commits === 2) throw new Error('The disk is full.');
  };
  await expect(begin(store).closed).rejects.toThrow('The disk is full.');
  await store.activities.settled(60_000);
  expect(did).toEqual(['one']);
  expect(store.state.status).toBe('running');
  await begin(store).closed;
  expect(did).toEqual(['one', 'one', 'two']);
});

it('replays a finished run without side effects', async () => {
  const store = new MemoryStore();
  await begin(store).closed;
  did.length = 0;
  const again = begin(store, { ...STORED, state: store.state });
  await again.settled();
  expect(again.steps.list().map(({ name, status }) => `${name} ${status}`)).toEqual([
    'act completed',
    'act completed',
  ]);
  expect(did).toEqual([]);
});

it('performs no side effect for steps that were open when the run was ended', async () => {
  const store = new MemoryStore();
  did.length = 0;
  store.entries.push({ came: { type: 'start' }, at: 1 }, { asked: 'activity', name: 'act' });
  const ended = begin(store, { ...STORED, state: { status: 'terminated', closedAt: 2 } });
  await ended.settled();
  await store.activities.settled(60_000);
  expect(ended.steps.list()).toMatchObject([{ name: 'act', status: 'running' }]);
  expect(did).toEqual([]);
});
