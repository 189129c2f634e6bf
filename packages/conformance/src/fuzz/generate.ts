import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Action, Program, Step } from './program.ts';

// Mostly one signal, so that many are taken.
const signal = fc.constantFrom('a' as const, 'a' as const, 'a' as const, 'b' as const);

const policy = fc.constantFrom('terminate' as const, 'abandon' as const, 'request_cancel' as const);

/** A blocking step without a message. */
const idle: Arbitrary<Step> = fc.oneof(
  fc.constant<Step>({ op: 'rest' }),
  fc.record({
    op: fc.constant('hang' as const),
    answer: fc.constantFrom('reason' as const, 'error' as const, 'value' as const),
  }),
);

const KINDS = ['succeed', 'fail', 'final', 'flaky', 'beat', 'slow'] as const;

/** Generates steps that end by themselves. A step of a handler must not wake the workflow that it is in. */
function ending(inHandler: boolean): Arbitrary<Step> {
  return fc.letrec<{ step: Step }>((tie) => ({
    step: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      {
        weight: 4,
        arbitrary: fc.record({
          op: fc.constant('act' as const),
          kind: fc.constantFrom(...KINDS, ...(inHandler ? [] : ['signals' as const])),
        }),
      },
      fc.record({ op: fc.constant('sleep' as const), ms: fc.integer({ min: 0, max: 5 }) }),
      fc.record({
        op: fc.constant('miss' as const),
        by: fc.constantFrom('condition' as const, 'signal' as const),
      }),
      fc.record({
        op: fc.constant('throw' as const),
        kind: fc.constantFrom('application' as const, 'plain' as const, 'caused' as const),
      }),
      ...(inHandler
        ? []
        : [
            fc.record({ op: fc.constant('tell' as const), signal }),
            fc.constantFrom<Step>({ op: 'tellRoot' }, { op: 'listen' }),
          ]),
      fc.record({ op: fc.constant('cut' as const), step: idle }),
      fc.record({ op: fc.constant('timeout' as const), short: fc.constant(true), step: idle }),
      fc.record({ op: fc.constant('sequence' as const), steps: fc.array(tie('step'), { maxLength: 3 }) }),
      fc.record({ op: fc.constant('all' as const), steps: fc.array(tie('step'), { maxLength: 3 }) }),
      fc.record({
        op: fc.constant('race' as const),
        step: tie('step'),
        blocking: fc.array(idle, { maxLength: 2 }),
      }),
      ...around(tie('step'), tie('step')),
    ),
  })).step;
}

const finite = ending(false);

const { open } = fc.letrec<{ open: Step }>((tie) => ({
  /** A step that may wait for an action of the client. */
  open: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: fc.record({ op: fc.constant('take' as const), signal }) },
    fc.record({
      op: fc.constant('takes' as const),
      signals: fc.array(signal, { minLength: 1, maxLength: 3 }),
    }),
    idle,
    {
      weight: 3,
      arbitrary: fc.record({
        op: fc.constant('sequence' as const),
        steps: fc.array(fc.oneof(tie('open'), finite), { minLength: 1, maxLength: 4 }),
      }),
    },
    // Only the first step takes signals: which of two concurrent steps receives one is a matter of time.
    fc
      .tuple(tie('open'), fc.array(fc.oneof(finite, idle), { maxLength: 2 }))
      .map(([first, others]): Step => ({ op: 'all', steps: [first, ...others] })),
    ...around(tie('open'), finite),
    family(),
  ),
}));

/** Steps around another: it fails, ends or is cancelled within them. */
function around(step: Arbitrary<Step>, cleanup: Arbitrary<Step>): readonly Arbitrary<Step>[] {
  return [
    fc.record({ op: fc.constant('catch' as const), step }),
    fc.record({ op: fc.constant('finally' as const), step, cleanup }),
    fc.record({ op: fc.constantFrom('scope' as const, 'shield' as const), step }),
    fc.record({ op: fc.constant('timeout' as const), short: fc.constant(false), step }),
    fc.record(
      { op: fc.constant('child' as const), step, next: cleanup, policy, awaited: fc.constant(true) },
      { requiredKeys: ['op', 'step', 'policy', 'awaited'] },
    ),
  ];
}

/** A child that the workflow does not await, and a wait during which the child can come to rest. */
function family(): Arbitrary<Step> {
  const told = fc.option(fc.record({ op: fc.constant('tellChild' as const), signal }), { nil: undefined });
  const taken = fc.record({ op: fc.constant('take' as const), signal });
  const blocked = fc.oneof(idle, taken);
  const next = fc.option(blocked, { nil: undefined });
  const end = fc.array(fc.constantFrom<Step>({ op: 'cancelChild' }, { op: 'join' }), { maxLength: 2 });
  return fc
    .tuple(blocked, next, policy, told, signal, end)
    .map(([step, continued, parentClose, tell, awaited, others]): Step => ({
      op: 'sequence',
      steps: [
        {
          op: 'child',
          step,
          ...(continued !== undefined && { next: continued }),
          policy: parentClose,
          awaited: false,
        },
        ...(tell === undefined ? [] : [tell]),
        { op: 'take', signal: awaited },
        ...others,
      ],
    }));
}

const to = fc.constantFrom('root' as const, 'root' as const, 'child' as const);

const action: Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('signal' as const), signal, to }) },
  fc.record({
    do: fc.constant('update' as const),
    how: fc.constantFrom('answer' as const, 'reject' as const, 'fail' as const),
    to,
  }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('perform' as const), step: ending(true), to }) },
  fc.record({
    do: fc.constant('start' as const),
    conflict: fc.constantFrom('fail' as const, 'use_existing' as const),
  }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), to }) },
  fc.record({ do: fc.constant('terminate' as const), to }),
  fc.record({ do: fc.constant('note' as const), text: fc.constantFrom('x', 'y'), to }),
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const) }) },
);

/** Generates random programs. */
export const programs: Arbitrary<Program> = fc.record({
  runs: fc.array(fc.oneof(open, finite), { minLength: 1, maxLength: 3 }),
  actions: fc.array(action, { maxLength: 6 }),
});
