import { describe, expect, it } from 'vitest';
import { resolveActivityOptions } from '../activity/options.ts';
import {
  type ActivityDefinition,
  defineActivity,
  executeMany,
  type Executor,
  MCPApp,
  proxyActivities,
  proxyActivity,
  registerActivities,
  type WorkflowDefinition,
} from '../../index.ts';
import { InvalidArgumentError } from '../errors/values.ts';

const ODD_VALUES = ['null', '5', '"text"', '[1]', 'true'];
const run = (): Promise<null> => Promise.resolve(null);
const plain: WorkflowDefinition<number, null> = { name: 'odd.plain', app: 'odd', run };

function parsed<T>(json: string): T {
  return JSON.parse(json);
}

/** Definitions with an odd value in one place, by the name of the argument in the error. */
const DEFINITIONS: Readonly<Record<string, readonly ((odd: <T>() => T) => unknown)[]>> = {
  options: [
    (odd) => new MCPApp(odd()),
    (odd) => defineActivity({ name: 'odd.options', run, options: odd() }),
    (odd) => proxyActivity('odd.proxy', odd()),
    (odd) => proxyActivities(odd()),
    (odd) => executeMany(parsed<Executor>('{}'), plain, [1], odd()),
  ],
  retry: [(odd) => defineActivity({ name: 'odd.retry', run, options: { retry: odd() } })],
  run: [(odd) => new MCPApp({ name: 'odd' }).workflow('odd.run', odd<typeof run>())],
  about: [(odd) => new MCPApp({ name: 'odd' }).workflow('odd.about', run, odd())],
  definition: [(odd) => defineActivity(odd<ActivityDefinition<null, null>>())],
  'definition.run': [(odd) => defineActivity({ name: 'odd.run', run: odd<typeof run>() })],
  functions: [(odd) => registerActivities(odd())],
};

describe('an invalid argument', () => {
  it.each(Object.entries(DEFINITIONS))('is rejected, and named in the error: %s', (argument, calls) => {
    for (const call of calls) {
      for (const json of ODD_VALUES) {
        const error = thrownBy(() => call(() => parsed(json)));
        expect([json, error]).toMatchObject([json, { code: InvalidArgumentError.code, argument }]);
      }
    }
  });

  it('is reported with its name, its value and the expected value', () => {
    const error = thrownBy(() => resolveActivityOptions(parsed('null')));
    expect(error).toHaveProperty('message', 'options is null. Use an object, or omit it for the defaults.');
  });

  it.each(['', '\ud800', 'x'.repeat(1_001), '__mcp_agent_x', '__temporal_x', parsed<string>('5')])(
    'is rejected as a name: %j',
    (name) => {
      const app = new MCPApp({ name: 'odd' });
      for (const define of [
        () => app.workflow(name, run),
        () => defineActivity({ name, run }),
        () => proxyActivity(name),
      ]) {
        expect(thrownBy(define)).toMatchObject({ code: InvalidArgumentError.code });
      }
    },
  );

  it('is rejected as the inputs of executeMany', () => {
    for (const json of ['null', '5', '"text"', '{}']) {
      expect(
        thrownBy(() => executeMany(parsed<Executor>('{}'), plain, parsed<number[]>(json))),
      ).toMatchObject({
        code: InvalidArgumentError.code,
        argument: 'inputs',
      });
    }
  });

  it('registers no activity', () => {
    const named = { name: 'odd.twice', run, options: { startToCloseTimeout: 0 } };
    expect(thrownBy(() => defineActivity(named))).toBeInstanceOf(InvalidArgumentError);
    expect(defineActivity({ name: 'odd.twice', run }).definition.name).toBe('odd.twice');
  });
});

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('It should have thrown, and did not.');
}
