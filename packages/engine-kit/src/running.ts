import { AsyncLocalStorage } from 'node:async_hooks';
import type { WorkflowContext } from '@mcp-agent/core';
import { provideCurrentWorkflow } from '@mcp-agent/core/engine';
import { claimUncaughtErrors } from './uncaught-errors.ts';
import type { CancelScope } from './scope.ts';

/** The running workflow and its current scope, available at any depth of the call stack. */
export interface Running {
  readonly context: WorkflowContext;
  readonly scope: CancelScope;
  /** Called with each uncaught error of the workflow's code. */
  unhandled(reason: unknown): void;
}

export const running: AsyncLocalStorage<Running | undefined> = new AsyncLocalStorage();

provideCurrentWorkflow(() => running.getStore()?.context);

claimUncaughtErrors((reason) => {
  const current = running.getStore();
  current?.unhandled(reason);
  return current !== undefined;
});
