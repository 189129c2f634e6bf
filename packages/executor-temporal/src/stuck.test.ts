import { randomUUID } from 'node:crypto';
import type { HistoryStep, WorkflowEvent, WorkflowHandle } from '@mcp-agent/core';
import type { StuckReason } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { ask, change, go, type Step } from './test-support/stuck-workflows.ts';
import { WorkflowVariants, workflowsOf } from './test-support/workflow-variants.ts';
import { startWorker, type TemporalWorker } from './worker/index.ts';

/** Before the change: a run of it has completed an activity and a timer, and waits. */
const BEFORE: readonly Step[] = ['work', 'sleep', 'wait'];

/** A change of the code after which a run cannot continue, and what is shown of it. */
interface Change {
  readonly name: string;
  readonly after: readonly Step[];
  readonly rest?: string;
  readonly reason: StuckReason;
  readonly code: string;
  readonly step: Pick<HistoryStep, 'type' | 'name'> & { readonly index: number };
  readonly message: RegExp;
}

const CHANGES: readonly Change[] = [
  {
    name: 'another step',
    after: ['sleep', 'work', 'wait'],
    reason: 'non_determinism',
    code: 'NON_DETERMINISM',
    step: { index: 0, type: 'activity', name: 'stuck.work' },
    message: /its step 1 was activity "stuck\.work", but its code now starts timer.*ctx\.patched/,
  },
  {
    name: 'another activity',
    after: ['pay', 'sleep', 'wait'],
    reason: 'non_determinism',
    code: 'NON_DETERMINISM',
    step: { index: 0, type: 'activity', name: 'stuck.work' },
    message: /its step 1 was activity "stuck\.work", but its code now starts activity "stuck\.pay"/,
  },
  {
    name: 'one step less',
    after: ['work', 'wait'],
    reason: 'non_determinism',
    code: 'NON_DETERMINISM',
    step: { index: 1, type: 'timer', name: '' },
    message: /its step 2 was timer, but its code now starts nothing/,
  },
  {
    name: 'a file that throws when it is loaded',
    after: BEFORE,
    rest: "if (typeof fetch === 'undefined') throw new Error('no network');",
    reason: 'not_loaded',
    code: 'APPLICATION',
    step: { index: 2, type: 'signal', name: 'go' },
    message: /throws when it is loaded \(no network\).*checkPortability/,
  },
];

const LOOP: Change = {
  name: 'an endless loop',
  after: [...BEFORE, 'loop'],
  reason: 'blocked',
  code: 'APPLICATION',
  step: { index: 2, type: 'signal', name: 'go' },
  message: /runs for seconds without an await.*activity/,
};

/** A task queue of its own, whose worker is replaced by one with changed workflows. */
class Deployment implements AsyncDisposable {
  readonly options: Readonly<{ temporalHost: string; namespace: string; taskQueue: string }>;
  readonly executor: TemporalExecutor;
  readonly #variants: WorkflowVariants;
  #worker: TemporalWorker | undefined;

  constructor(
    server: { readonly temporalHost: string; readonly namespace: string },
    variants: WorkflowVariants,
  ) {
    this.options = { ...server, taskQueue: randomUUID() };
    this.executor = new TemporalExecutor({ ...this.options, workerWait: Infinity, stuckWait: '1s' });
    this.#variants = variants;
  }

  /** Replaces the worker by one whose workflows take these steps. */
  async deploy(steps: readonly Step[], rest?: string): Promise<void> {
    await this.#worker?.close();
    const workflows = await this.#variants.write(steps, rest);
    this.#worker = await startWorker({ ...this.options, workflows, settings: { logger: { type: 'none' } } });
  }

  async start(name: 'steps' | 'parent' = 'steps'): Promise<WorkflowHandle<string>> {
    const workflows = await workflowsOf(await this.#variants.write(BEFORE));
    return this.executor.startWorkflow(workflows[name], undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.close();
    await this.executor.close();
  }
}

function untilItWaits(handle: WorkflowHandle): Promise<void> {
  return until('the run waits', async () => {
    const steps = await handle.history();
    return steps.length === 2 && steps.every(({ status }) => status === 'completed');
  });
}

// Concurrently: most of their time they wait for the server, which repeats a failed task every 10 seconds.
describeWithTemporal('a run whose workflow task fails again and again', ({ address, namespace }) => {
  let variants: WorkflowVariants;

  beforeAll(async () => {
    variants = await WorkflowVariants.create();
  });

  afterAll(() => variants[Symbol.asyncDispose]());

  const deployment = (): Deployment => new Deployment({ temporalHost: address, namespace }, variants);

  const expectShown = async ({ after, rest, reason, code, step, message }: Change): Promise<void> => {
    await using deployed = deployment();
    await deployed.deploy(BEFORE);
    const handle = await deployed.start();
    await untilItWaits(handle);
    await deployed.deploy(after, rest);
    await handle.signal(go);
    const events = handle.follow()[Symbol.asyncIterator]();
    const since = Date.now();

    const result = errorOf(handle.result());
    const update = errorOf(handle.update(change));
    const isStuck = { code: 'WORKFLOW_STUCK', workflowId: handle.workflowId, reason, cause: { code } };
    expect(await result).toMatchObject({ ...isStuck, message: expect.stringMatching(message) });
    expect(await update).toMatchObject(isStuck);
    expect(await errorOf(handle.query(ask))).toMatchObject(isStuck);

    const { status, stuck } = await handle.describe();
    expect(status).toBe('running');
    expect(stuck).toMatchObject({
      reason,
      step,
      error: { code, message: expect.stringMatching(message) },
    });
    expect(stuck?.attempts).toBeGreaterThanOrEqual(3);
    expect(stuck?.since).toBeGreaterThan(since - 60_000);
    expect((await handle.history()).at(-1)).toMatchObject({
      type: 'turn',
      status: 'running',
      stuck: { reason },
    });
    expect(await nextStuck(events)).toMatchObject({
      type: 'stuck',
      at: stuck?.since,
      stuck: { reason, step },
    });

    await deployed.deploy(BEFORE);
    await using patient = new TemporalExecutor({ ...deployed.options, stuckWait: Infinity });
    expect(await patient.getHandle(handle.workflowId).result()).toBe('completed');
    expect((await handle.describe()).stuck).toBeUndefined();
    expect((await handle.history()).map(typeOf)).toEqual(['activity', 'timer', 'signal', 'update']);
    expect(await nextStuck(events)).not.toHaveProperty('stuck');
  };

  it.concurrent.each(CHANGES)(
    'after a change to $name is shown to operators and callers, and continues when it is mended',
    (made) => expectShown(made),
  );

  // Alone: it blocks threads of this process.
  it('after a change to an endless loop is shown to operators and callers, and continues when it is mended', () =>
    expectShown(LOOP));

  it.concurrent('is shown in the history of its parent', async () => {
    await using deployed = deployment();
    const { executor } = deployed;
    await deployed.deploy(BEFORE);
    const handle = await deployed.start('parent');
    let workflowId = '';
    await until('the child is started', async () => {
      const [step] = await handle.history();
      workflowId = step?.workflowId ?? '';
      return workflowId !== '';
    });
    await untilItWaits(executor.getHandle(workflowId));
    await deployed.deploy(['sleep', 'wait']);
    await executor.getHandle(workflowId).signal(go);
    await errorOf(executor.getHandle(workflowId).result());
    expect(await handle.history()).toMatchObject([
      { type: 'child', status: 'running', workflowId, stuck: { reason: 'non_determinism' } },
    ]);
    expect((await handle.describe()).stuck).toBeUndefined();
    await handle.terminate();
  });
});

function typeOf({ type }: HistoryStep): string {
  return type;
}

/** Reads events until one says that the run is stuck, or no longer is. */
async function nextStuck(events: AsyncIterator<WorkflowEvent>): Promise<WorkflowEvent> {
  for (;;) {
    const { done, value } = await events.next();
    if (done === true) throw new Error('The run has ended.');
    if (value.type === 'stuck') return value;
  }
}
