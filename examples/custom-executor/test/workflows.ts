import { appendFile } from 'node:fs/promises';
import {
  type Activity,
  type ActivityInfo,
  defineActivity,
  defineSignal,
  MCPApp,
  type SignalDefinition,
  type WorkflowDefinition,
} from '@mcp-agent/core';

const app = new MCPApp({ name: 'durable' });

/** Appends a line to a file, which shows that the activity ran. */
const mark: Activity<{ marks: string; text: string }, string> = defineActivity({
  name: 'mark',
  run: async ({ marks, text }: { marks: string; text: string }) => {
    await appendFile(marks, `${text}\n`);
    return text;
  },
});

/** The first attempt never returns. */
const stuck: Activity<{ marks: string }, ActivityInfo> = defineActivity({
  name: 'stuck',
  run: async ({ marks }: { marks: string }, { info, heartbeat }) => {
    await appendFile(marks, `attempt ${info.attempt}\n`);
    if (info.attempt > 1) return info;
    heartbeat({ page: 3 });
    process.send?.('stuck');
    return new Promise<never>(() => {});
  },
});

interface Marks {
  readonly marks: string;
}

export const approve: SignalDefinition<[string]> = defineSignal('approve');
const label: SignalDefinition<[string]> = defineSignal('label');

const pack: WorkflowDefinition<Marks, string[]> = app.workflow('pack', async (ctx, { marks }: Marks) => {
  const labels: string[] = [];
  ctx.setHandler(label, (text) => {
    labels.push(text);
  });
  await ctx.condition(() => labels.length > 0);
  await ctx.sleep(100);
  await mark({ marks, text: 'packed' });
  return labels;
});

export interface Ordered {
  readonly by: string;
  readonly drawn: readonly [number, string];
  readonly noted: string;
  readonly labels: string[];
}

export const order: WorkflowDefinition<Marks & { ms: number }, Ordered> = app.workflow(
  'order',
  async (ctx, { marks, ms }: Marks & { ms: number }) => {
    await mark({ marks, text: 'before' });
    const child = await ctx.startChild(pack, { marks });
    await child.signal(label, 'fragile');
    const by = await ctx.waitForSignal(approve);
    const drawn = [ctx.random(), ctx.uuid()] as const;
    const noted = await mark({ marks, text: JSON.stringify(drawn) });
    await ctx.sleep(ms);
    const labels = await child.result();
    await mark({ marks, text: 'after' });
    return { by, drawn, noted, labels };
  },
);

export const hanging: WorkflowDefinition<Marks & { attempts: number }, ActivityInfo> = app.workflow(
  'hanging',
  (_, { marks, attempts }: Marks & { attempts: number }) =>
    stuck({ marks }, { retry: { initialInterval: 10, maximumAttempts: attempts } }),
);

const version = process.env['CODE_VERSION'] ?? 'first';

/** The code depends on the process, as after a change. In one process, the name differs. */
export const changing: WorkflowDefinition<Marks, string> = app.workflow(
  version === 'unknown' ? 'renamed' : 'changing',
  async (ctx, { marks }: Marks) => {
    if (version === 'changed') await ctx.sleep(1);
    if (version === 'guarded' && ctx.patched('nap')) await ctx.sleep(1);
    await mark({ marks, text: 'one' });
    await ctx.waitForSignal(approve);
    return version;
  },
);
