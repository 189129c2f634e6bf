import { AsyncLocalStorage } from 'node:async_hooks';
import type { WorkflowContext } from '@mcp-agent/core';
import { provideCurrentWorkflow } from '@mcp-agent/core/engine';
import { claimUncaughtErrors } from './uncaught-errors.ts';
import type { CancelScope } from './scope.ts';

/** Which workflow runs, and in which of its scopes: found by whatever it calls, however deep. */
export interface Running {
  readonly context: WorkflowContext;
  readonly scope: CancelScope;
  /** Told of an error of the workflow's code that nothing handles. */
  unhandled(reason: unknown): void;
}

export const running: AsyncLocalStorage<Running | undefined> = new AsyncLocalStorage();

provideCurrentWorkflow(() => running.getStore()?.context);

claimUncaughtErrors((reason) => {
  const current = running.getStore();
  current?.unhandled(reason);
  return current !== undefined;
});
