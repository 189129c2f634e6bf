import type { Executor } from '@mcp-agent/core';
import { messageOf } from '@mcp-agent/core/engine';
import { testTimeout } from '@mcp-agent/testing/support';
import { withTimeout } from '../with-timeout.ts';
import type { Contract } from './contract.ts';
import type { EngineUnderTest } from './engine-under-test.ts';

/** @throws Error when `start` did not return an engine */
export function checkEngine(started: EngineUnderTest): EngineUnderTest {
  if (typeof started?.executor?.executeWorkflow === 'function' && typeof started.another === 'function')
    return started;
  throw new Error(
    '`start` did not return { executor, another }. Return the executor, and a function that creates another.',
  );
}

/** @throws Error when the engine cannot run a workflow with an activity, in place of a failure in every case */
export async function checkReady<Id extends string>(
  contract: Contract<Id>,
  executor: Executor,
  timeoutMs: number = testTimeout(60_000),
): Promise<void> {
  try {
    await withTimeout(contract.probe(executor), timeoutMs, `no result within ${timeoutMs} ms`);
  } catch (cause) {
    throw new Error(
      `The engine cannot run the suite: ${messageOf(cause)}. ` +
        'Register the exports of the file `activities` where activities run, and load the file `workflows`.',
      { cause },
    );
  }
}
