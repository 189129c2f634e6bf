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

const NEVER_SENT: SignalDefinition<[]> = defineSignal('never-sent');

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

/** Performs a step in the handler of a random workflow. */
export const performUpdate: UpdateDefinition<JsonValue, [step: Step]> = defineUpdate('perform');

/** Input of {@link randomWorkflow}. */
export interface RandomInput {
  readonly runs: readonly Step[];
  /** The file to which activities write their attempts. */
  readonly ledger: string;
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
  async (ctx, { runs, ledger, marks = [] }: RandomInput) => {
    const run = new Interpreter(ctx, ledger, [...marks]);
    const [step, ...others] = runs;
    const value = step === undefined ? null : await run.perform(step, `${runs.length}`);
    if (others.length > 0) await ctx.continueAsNew({ runs: others, ledger, marks: run.marks });
    return { value, marks: run.marks };
  },
);

const BLOCKING: ReadonlySet<Step['op']> = new Set(['hang', 'rest', 'take', 'child', 'join']);

class Interpreter {
  readonly marks: string[];
  readonly #ctx: WorkflowContext;
  readonly #ledger: string;
  #performed = 0;
  readonly #children: ChildWorkflowHandle<RandomOutput>[] = [];
  /** The steps without inner steps that are being performed, by their paths. */
  readonly #waits = new Map<string, Step['op']>();

  constructor(ctx: WorkflowContext, ledger: string, marks: string[]) {
    this.#ctx = ctx;
    this.#ledger = ledger;
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
          { kind: step.kind, path, ledger: this.#ledger },
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
        await ctx.waitForSignal(SIGNALS[step.signal]);
        this.marks.push(`${path} took ${step.signal}`);
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
    const input = { runs, ledger: this.#ledger };
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
