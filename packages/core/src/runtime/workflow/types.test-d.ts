import { describe, expectTypeOf, it } from 'vitest';
import type { Executor, WorkflowHandle } from '../../index.ts';
import {
  Agent,
  AugmentedLLM,
  defineActivity,
  defineQuery,
  defineSignal,
  MCPApp,
  proxyActivities,
  proxyActivity,
  type WorkflowContext,
  type WorkflowInput,
  type WorkflowOutput,
} from '../../index.ts';

declare const executor: Executor;
declare const ctx: WorkflowContext;

const app = new MCPApp({ name: 'types' });
const greet = app.workflow('types.greet', async (_, input: { name: string }) => `Hello, ${input.name}`);
const tick = app.workflow('types.tick', async () => 1);

describe('a workflow', () => {
  it('has the input and output types of its function', () => {
    expectTypeOf<WorkflowInput<typeof greet>>().toEqualTypeOf<{ name: string }>();
    expectTypeOf<WorkflowOutput<typeof greet>>().toEqualTypeOf<string>();
    expectTypeOf(executor.executeWorkflow(greet, { name: 'Ada' })).resolves.toEqualTypeOf<string>();
    expectTypeOf(executor.startWorkflow(greet, { name: 'Ada' })).resolves.toEqualTypeOf<
      WorkflowHandle<string>
    >();
  });

  it('requires its input, and can be started without one if it has none', () => {
    // @ts-expect-error -- the input is missing
    void executor.executeWorkflow(greet);
    // @ts-expect-error -- the input is another
    void executor.executeWorkflow(greet, { nme: 'Ada' });
    expectTypeOf(executor.executeWorkflow(tick)).resolves.toEqualTypeOf<number>();
  });
});

describe('messages', () => {
  const approve = defineSignal<[{ by: string }]>('approve');
  const go = defineSignal('go');
  const pair = defineSignal<[string, number]>('pair');
  const total = defineQuery<number, [string]>('total');

  it('have the types of their definition', () => {
    expectTypeOf(ctx.waitForSignal(approve)).resolves.toEqualTypeOf<{ by: string }>();
    expectTypeOf(ctx.waitForSignal(go)).resolves.toEqualTypeOf<undefined>();
    expectTypeOf(ctx.waitForSignal(pair)).resolves.toEqualTypeOf<[string, number]>();
  });

  it('are sent and handled only with these types', () => {
    const handle = executor.getHandle('id');
    void handle.signal(approve, { by: 'Ada' });
    // @ts-expect-error -- it carries something
    void handle.signal(approve);
    // @ts-expect-error -- it carries nothing
    void handle.signal(go, 1);
    expectTypeOf(handle.query(total, 'a')).resolves.toEqualTypeOf<number>();
    ctx.setHandler(total, (of) => of.length);
    // @ts-expect-error -- it answers with a number
    ctx.setHandler(total, (of) => of);
  });
});

describe('activities', () => {
  const charge = defineActivity({ name: 'types.charge', run: (cents: number) => ({ paid: cents }) });

  it('have typed inputs and results', () => {
    expectTypeOf(charge(5)).resolves.toEqualTypeOf<{ paid: number }>();
    // @ts-expect-error -- it takes a number
    void charge('5');
  });

  it('can be called by their types', () => {
    const byName = proxyActivity<typeof charge>('types.charge');
    expectTypeOf(byName(5)).resolves.toEqualTypeOf<{ paid: number }>();
    // @ts-expect-error -- it takes a number
    void byName('5');
    const { add } = proxyActivities<{ add(left: number, right: number): number; VERSION: string }>();
    expectTypeOf(add(1, 2)).resolves.toEqualTypeOf<number>();
    // @ts-expect-error -- only functions are activities
    void proxyActivities<{ VERSION: string }>().VERSION;
  });
});

describe('an agent', () => {
  it('returns the attached model with its type', async () => {
    class MyLLM extends AugmentedLLM {
      override readonly provider = 'mine';
      readonly extra = 1;
    }
    const llm = await new Agent({ name: 'a' }).attachLLM(MyLLM);
    expectTypeOf(llm).toEqualTypeOf<MyLLM>();
    expectTypeOf(llm.generateStr('hello')).resolves.toEqualTypeOf<string>();
  });
});
