import {
  type ChildWorkflowHandle,
  type JsonValue,
  MCPApp,
  proxyActivity,
  type WorkflowContext,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { ApplicationError, errorToData } from '@mcp-agent/core/errors';
import type * as activities from './activities.ts';
import {
  markUpdate,
  NEVER_SENT,
  noteSignal,
  performUpdate,
  signalA,
  SIGNALS,
  stateQuery,
} from './messages.ts';
import type { SignalName, Step } from './program.ts';

const app = new MCPApp({ name: 'conformance-fuzz' });

const act = proxyActivity<typeof activities.fuzzAct>('conformance.fuzzAct');
const hang = proxyActivity<typeof activities.fuzzHang>('conformance.fuzzHang');

/** Input of {@link randomWorkflow}. */
export interface RandomInput {
  readonly runs: readonly Step[];
  /** The file to which activities write their attempts. */
  readonly ledger: string;
  /** ID of the workflow that the client started. Default: its own. */
  readonly rootId?: string;
  readonly marks?: readonly string[];
}

/** What a random workflow returns. */
export interface RandomOutput {
  readonly value: JsonValue;
  readonly marks: readonly string[];
}

/** Interprets the steps of a random program. */
export const randomWorkflow: WorkflowDefinition<RandomInput, RandomOutput> = app.workflow(
  'conformance.random',
  async (ctx, { runs, ledger, rootId = ctx.workflowId, marks = [] }: RandomInput) => {
    const run = new Interpreter(ctx, { ledger, rootId }, [...marks]);
    const [step, ...others] = runs;
    const value = step === undefined ? null : await run.perform(step, `${runs.length}`);
    if (others.length > 0) await ctx.continueAsNew({ runs: others, ledger, rootId, marks: run.marks });
    // Sorted, because concurrent steps have no order.
    return { value, marks: run.marks.toSorted() };
  },
);

const BLOCKING: ReadonlySet<Step['op']> = new Set(['hang', 'rest', 'take', 'takes', 'child', 'join']);

class Interpreter {
  readonly marks: string[];
  readonly #ctx: WorkflowContext;
  readonly #shared: { readonly ledger: string; readonly rootId: string };
  #performed = 0;
  readonly #children: ChildWorkflowHandle<RandomOutput>[] = [];
  /** The steps without inner steps that are being performed, by their paths. */
  readonly #waits = new Map<string, Step['op']>();

  constructor(ctx: WorkflowContext, shared: { ledger: string; rootId: string }, marks: string[]) {
    this.#ctx = ctx;
    this.#shared = shared;
    this.marks = marks;
    ctx.setHandler(stateQuery, () => {
      const waits = [...this.#waits.values()];
      return { marks: this.marks, isBlocked: waits.length > 0 && waits.every((op) => BLOCKING.has(op)) };
    });
    ctx.setHandler(
      markUpdate,
      (how) => {
        if (how === 'fail') throw new ApplicationError('The update fails.', { type: 'Update' });
        return this.marks.push('update');
      },
      {
        validator: (how) => {
          if (how === 'reject') throw new ApplicationError('The update is rejected.', { type: 'Update' });
        },
      },
    );
    ctx.setHandler(performUpdate, (step) => this.perform(step, `update${++this.#performed}`));
  }

  /** Performs a step; `path` is its place in the program. */
  async perform(step: Step, path: string): Promise<JsonValue> {
    const isLeaf = !('step' in step || 'steps' in step) || step.op === 'child';
    if (!isLeaf) return this.#perform(step, path);
    this.#waits.set(path, step.op);
    try {
      return await this.#perform(step, path);
    } finally {
      this.#waits.delete(path);
    }
  }

  async #perform(step: Step, path: string): Promise<JsonValue> {
    const ctx = this.#ctx;
    switch (step.op) {
      case 'act':
        return act(
          { kind: step.kind, path, ledger: this.#shared.ledger },
          {
            retry: { initialInterval: 1, maximumAttempts: step.kind === 'slow' ? 1 : 3 },
            ...(step.kind === 'slow' && { startToCloseTimeout: 20 }),
          },
        );
      case 'hang':
        return hang(step.answer);
      case 'sleep':
        await ctx.sleep(step.ms);
        return path;
      case 'rest':
        await ctx.sleep('1 hour');
        return path;
      case 'take':
        await this.#take(step.signal, path);
        return path;
      case 'takes':
        await Promise.all(step.signals.map((signal, index) => this.#take(signal, `${path}.${index}`)));
        return path;
      case 'listen':
        ctx.setHandler(noteSignal, (number, text) => void this.marks.push(`noted ${number} ${text}`));
        return path;
      case 'miss':
        if (step.by === 'condition') await ctx.condition(() => false, 5);
        else await ctx.waitForSignal(NEVER_SENT, { timeout: 5 });
        return path;
      case 'throw':
        throw thrown(step.kind, path);
      case 'tell':
        await ctx.signalWorkflow(ctx.workflowId, SIGNALS[step.signal]);
        return path;
      case 'tellRoot':
        await ctx.signalWorkflow(this.#shared.rootId, signalA);
        return path;
      case 'sequence':
        return this.#sequence(step.steps, path);
      case 'all':
        return this.#all(step.steps, path);
      case 'race':
        return Promise.race([
          this.perform(step.step, `${path}.0`),
          ...step.blocking.map((one, index) => this.perform(one, `${path}.${index + 1}`)),
        ]);
      case 'catch':
        return this.#catch(step.step, path);
      case 'finally':
        try {
          return await this.perform(step.step, `${path}.0`);
        } finally {
          await ctx.shielded(() => this.perform(step.cleanup, `${path}.1`));
          this.marks.push(`${path} cleaned up`);
        }
      case 'scope':
        return ctx.cancellable(() => this.perform(step.step, `${path}.0`));
      case 'cut':
        return ctx.cancellable(async (scope) => {
          const blocked = this.#catch(step.step, path);
          await ctx.sleep(1);
          scope.cancel();
          return blocked;
        });
      case 'shield':
        return ctx.shielded(() => this.perform(step.step, `${path}.0`));
      case 'timeout':
        return ctx.withTimeout(step.short ? 10 : '1 hour', () => this.perform(step.step, `${path}.0`));
      case 'child':
        return this.#child(step, path);
      case 'tellChild':
        await this.#children.at(-1)?.signal(SIGNALS[step.signal]);
        return path;
      case 'cancelChild':
        await this.#children.at(-1)?.cancel();
        return path;
      default:
        return (await this.#children.at(-1)?.result())?.value ?? null;
    }
  }

  async #take(signal: SignalName, path: string): Promise<void> {
    await this.#ctx.waitForSignal(SIGNALS[signal]);
    this.marks.push(`${path} took ${signal}`);
  }

  async #sequence(steps: readonly Step[], path: string): Promise<JsonValue> {
    let value: JsonValue = null;
    for (const [index, step] of steps.entries()) value = await this.perform(step, `${path}.${index}`);
    return value;
  }

  async #all(steps: readonly Step[], path: string): Promise<JsonValue> {
    const settled = await Promise.allSettled(
      steps.map((step, index) => this.perform(step, `${path}.${index}`)),
    );
    return settled.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
  }

  async #catch(step: Step, path: string): Promise<JsonValue> {
    try {
      return await this.perform(step, `${path}.0`);
    } catch (error) {
      const { code, cause } = errorToData(error);
      this.marks.push(`${path} caught ${code}${cause === undefined ? '' : ` of ${cause.code}`}`);
      return code;
    }
  }

  async #child(step: Extract<Step, { op: 'child' }>, path: string): Promise<JsonValue> {
    const runs = step.next === undefined ? [step.step] : [step.step, step.next];
    const input = { runs, ...this.#shared };
    const options = { workflowId: `${this.#ctx.workflowId}/${path}`, parentClosePolicy: step.policy };
    if (step.awaited) return (await this.#ctx.executeChild(randomWorkflow, input, options)).value;
    this.#children.push(await this.#ctx.startChild(randomWorkflow, input, options));
    return path;
  }
}

function thrown(kind: 'application' | 'plain' | 'caused', path: string): Error {
  const message = `thrown at ${path}`;
  if (kind === 'plain') return new Error(message);
  const cause = kind === 'caused' ? { cause: new RangeError('the cause') } : {};
  return new ApplicationError(message, { type: 'Random', details: { path }, ...cause });
}
