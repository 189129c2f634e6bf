import { testTimeout } from '@mcp-agent/testing/support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capability, Contract } from './contract.ts';
import type { ConformanceFiles, EngineUnderTest, StartEngine } from './engine-under-test.ts';
import { createKit, type Kit } from './kit.ts';
import { checkEngine, checkReady } from './ready.ts';
import { conformanceTable, type Verdict } from './report.ts';
import { runCase } from './run-case.ts';

/** Options for a suite. */
export interface ConformanceOptions {
  /**
   * Timeout of one case, in milliseconds. It only ends a case that hangs. Default: 180,000, times
   * `MCP_AGENT_TEST_TIMEOUT_FACTOR`.
   */
  readonly timeout?: number;
  /** The capabilities that the engine lacks: it must throw a `CapabilityError` before it does anything. Default: none. */
  readonly lacks?: readonly Capability[];
  /**
   * Requirements that the engine does not meet yet: their IDs, or whole concerns such as `child`. The suite defines no
   * test for them, and counts them in its table. Default: none.
   */
  readonly todo?: readonly string[];
}

/** Defines a vitest test for each case of a contract, and prints a table of the outcomes. */
export function describeContract<Id extends string>(
  contract: Contract<Id>,
  files: ConformanceFiles,
  name: string,
  start: StartEngine,
  { timeout = testTimeout(180_000), lacks = [], todo = [] }: ConformanceOptions = {},
): void {
  checkTodo(contract, todo);
  describe(`${name} ${contract.promise}`, () => {
    let engine: EngineUnderTest | undefined;
    let kit: (Kit & { close(): Promise<void> }) | undefined;

    beforeAll(async () => {
      engine = checkEngine(await start(files));
      const { executor, another } = engine;
      await checkReady(contract, executor);
      kit = await createKit(executor, async () => another());
    }, testTimeout(300_000));

    const verdicts = new Map<Id, Verdict>();

    afterAll(async () => {
      console.log(conformanceTable(name, contract, verdicts));
      await engine?.executor.close();
      await engine?.close?.();
      await kit?.close();
    }, testTimeout(180_000));

    for (const one of contract.cases) {
      if (isTodo(one.requirement, todo)) {
        verdicts.set(one.requirement, 'todo');
        continue;
      }
      it(
        `${one.requirement}: ${contract.requirements[one.requirement]}`,
        async () => {
          if (kit === undefined) throw new Error('The engine did not start.');
          verdicts.set(one.requirement, 'broken');
          verdicts.set(one.requirement, await runCase(contract, one, kit, lacks));
        },
        timeout,
      );
    }

    it('has a case for every requirement', () => {
      const verified = new Set<string>(contract.cases.map(({ requirement }) => requirement));
      expect(Object.keys(contract.requirements).filter((id) => !verified.has(id))).toEqual([]);
    });
  });
}

function isTodo(requirement: string, todo: readonly string[]): boolean {
  return todo.some((name) => name === requirement || requirement.startsWith(`${name}.`));
}

/** @throws Error for a name that is no requirement and no concern */
function checkTodo<Id extends string>(
  { requirements, concerns }: Contract<Id>,
  todo: readonly string[],
): void {
  const unknown = todo.find((name) => !(name in requirements) && !(name in concerns));
  if (unknown === undefined) return;
  throw new Error(
    `\`todo\` contains "${unknown}", which is not a requirement. Use IDs of the contract, or the concerns ${Object.keys(concerns).join(', ')}.`,
  );
}
