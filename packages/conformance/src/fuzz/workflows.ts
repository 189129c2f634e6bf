import {
  defineQuery,
  defineSignal,
  defineUpdate,
  type JsonValue,
  MCPApp,
  proxyActivity,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import type { ChildWorkflowHandle, WorkflowContext } from '@mcp-agent/core';
import { ApplicationError, errorToData } from '@mcp-agent/core/errors';
import type * as activities from './activities.ts';
import type { SignalName, Step } from './program.ts';

const app = new MCPApp({ name: 'conformance-fuzz' });

const act = proxyActivity<typeof activities.fuzzAct>('conformance.fuzzAct');
const hang = proxyActivity<typeof activities.fuzzHang>('conformance.fuzzHang');

/** The signals of random workflows, by their names. */
export const SIGNALS: Readonly<Record<SignalName, SignalDefinition<[]>>> = {
  a: defineSignal('a'),
  b: defineSignal('b'),
};

/** The state of a random workflow. */
export interface RandomState {
  readonly marks: readonly string[];
  /** Whether it waits, and only for messages, children and aborts. */
  readonly isBlocked: boolean;
}

/** Returns the state of a random workflow. */
export const stateQuery: QueryDefinition<RandomState, []> = defineQuery('state');

/** Marks a random workflow, is rejected by its validator, or fails. */
export const markUpdate: UpdateDefinition<number, [how: 'answer' | 'reject' | 'fail']> = defineUpdate('mark');

/** Input of {@link randomWorkflow}. */
export interface RandomInput {
  readonly runs: readonly Step[];
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
  async (ctx, { runs, marks = [] }: RandomInput) => {
    const run = new Interpreter(ctx, [...marks]);
    const [step, ...others] = runs;
    const value = step === undefined ? null : await run.perform(step, `${runs.length}`);
    if (others.length > 0) await ctx.continueAsNew({ runs: others, marks: run.marks });
    return { value, marks: run.marks };
  },
);

const BLOCKING: ReadonlySet<Step['op']> = new Set(['hang', 'rest', 'take', 'child']);

class Interpreter {
  readonly marks: string[];
  readonly #ctx: WorkflowContext;
  readonly #children: ChildWorkflowHandle<RandomOutput>[] = [];
  /** The steps without inner steps that are being performed, by their paths. */
  readonly #waits = new Map<string, Step['op']>();

  constructor(ctx: WorkflowContext, marks: string[]) {
    this.#ctx = ctx;
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
        return act({ kind: step.kind, path }, { retry: { initialInterval: 1, maximumAttempts: 3 } });
      case 'hang':
        return hang(null);
      case 'sleep':
        await ctx.sleep(step.ms);
        return path;
      case 'rest':
        await ctx.sleep('1 hour');
        return path;
      case 'take':
        await ctx.waitForSignal(SIGNALS[step.signal]);
        this.marks.push(`${path} took ${step.signal}`);
        return path;
      case 'throw':
        throw new ApplicationError(`thrown at ${path}`, { type: 'Random', details: { path } });
      case 'tell':
        await ctx.signalWorkflow(ctx.workflowId, SIGNALS[step.signal]);
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
      default:
        await this.#children.at(-1)?.signal(SIGNALS[step.signal]);
        return path;
    }
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
    const input = { runs: [step.step] };
    const options = { workflowId: `${this.#ctx.workflowId}/${path}`, parentClosePolicy: step.policy };
    if (step.awaited) return (await this.#ctx.executeChild(randomWorkflow, input, options)).value;
    this.#children.push(await this.#ctx.startChild(randomWorkflow, input, options));
    return path;
  }
}
