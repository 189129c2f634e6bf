import {
  defineQuery,
  defineSignal,
  MCPApp,
  type QueryDefinition,
  type SignalDefinition,
  type WorkflowDefinition,
} from '@mcp-agent/core';

const app = new MCPApp({ name: 'isolate' });

export const ask: QueryDefinition<string, []> = defineQuery('ask');
export const go: SignalDefinition<[]> = defineSignal('go');

/** Uses timers as Node's may be used. */
export const oddTimers: WorkflowDefinition<undefined, string> = app.workflow(
  'isolate.oddTimers',
  async (ctx) => {
    const fired: string[] = [];
    const start = (name: string, ...delay: number[]): NodeJS.Timeout =>
      setTimeout(() => fired.push(name), ...delay);
    for (const delay of [Number.NaN, -1, 0, 0.5, 2 ** 31, Infinity]) start(String(delay), delay);
    const first = start('none');
    clearTimeout(undefined);
    clearTimeout(1_000);
    clearTimeout(start('cleared', 5));
    await ctx.condition(() => fired.length === 7);
    clearTimeout(first);
    await ctx.sleep(10);
    return fired.toSorted().join(' ');
  },
);

/** Have the names of exports that a bundle's entry may have. */
export const exportNames: readonly WorkflowDefinition<undefined, string>[] = [
  'default',
  'interceptors',
  'runWorkflow',
].map((name) => app.workflow(name, async () => name));

export type Meddling = 'timer' | 'microtask' | 'waiter' | 'end' | 'failure' | 'rejection';

/** Has a query handler that does more than answer. */
export const meddles: WorkflowDefinition<{ how: Meddling }, string> = app.workflow(
  'isolate.meddles',
  async (ctx, { how }: { how: Meddling }) => {
    const waiter = Promise.withResolvers<string>();
    const meddle: Readonly<Record<Meddling, () => void>> = {
      timer: () => setTimeout(() => {}, 10),
      microtask: () => void Promise.resolve().then(() => setTimeout(() => {}, 10)),
      waiter: () => waiter.resolve('sleep'),
      end: () => waiter.resolve('end'),
      failure: () => waiter.reject(new Error('by a query')),
      rejection: () => void Promise.reject(new Error('by a query')),
    };
    ctx.setHandler(ask, () => {
      meddle[how]();
      return 'answered';
    });
    const went = ctx.waitForSignal(go).then(() => 'went');
    const first = await Promise.race([waiter.promise, went]);
    if (first === 'sleep') await ctx.sleep(1);
    return first;
  },
);
