import type { JsonValue, WorkflowContext, WorkflowDefinition } from '@mcp-agent/core';
import { ApplicationError } from '@mcp-agent/core/errors';
import { app } from './app.ts';

export const echo: WorkflowDefinition<JsonValue, JsonValue> = app.workflow(
  'conformance.echo',
  async (_, input) => input,
);

export const nothing: WorkflowDefinition<undefined, undefined> = app.workflow(
  'conformance.nothing',
  async () => undefined,
);

export interface Self {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowName: string;
  readonly engine: string;
  readonly attempt: number;
  readonly startTime: number;
  readonly parent: { readonly workflowId: string; readonly runId: string } | null;
}

export function selfOf(ctx: WorkflowContext): Self {
  const { workflowId, runId, workflowName, engine, attempt, startTime, parent = null } = ctx;
  return { workflowId, runId, workflowName, engine, attempt, startTime, parent };
}

export const whoami: WorkflowDefinition<undefined, Self> = app.workflow('conformance.whoami', async (ctx) =>
  selfOf(ctx),
);

/** Reads the time and each random source twice. */
export const chance: WorkflowDefinition<undefined, { now: number[]; random: number[]; uuid: string[] }> =
  app.workflow('conformance.chance', async (ctx) => {
    const before = ctx.now();
    await ctx.sleep(20);
    return { now: [before, ctx.now()], random: [ctx.random(), ctx.random()], uuid: [ctx.uuid(), ctx.uuid()] };
  });

/** Fails before or after its first wait. */
export const failing: WorkflowDefinition<'early' | 'error' | 'application', never> = app.workflow(
  'conformance.failing',
  async (ctx, how) => {
    if (how === 'early') throw new Error('before the first wait');
    await ctx.sleep(1);
    if (how === 'error') throw new Error('plain');
    throw new ApplicationError('not enough money', { type: 'Funds', details: { missing: 5 } });
  },
);

/** Counts down, with a run for each number. */
export const countdown: WorkflowDefinition<
  { from: number; runs: string[] },
  { runs: string[]; workflowId: string }
> = app.workflow('conformance.countdown', async (ctx, input) => {
  const runs = [...input.runs, ctx.runId];
  if (input.from > 0) await ctx.continueAsNew({ from: input.from - 1, runs });
  return { runs, workflowId: ctx.workflowId };
});

/** Returns whether it has a change. */
export const patchedOnce: WorkflowDefinition<undefined, boolean> = app.workflow(
  'conformance.patched',
  async (ctx) => ctx.patched('a-change'),
);
