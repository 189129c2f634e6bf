import { AsyncLocalStorage } from 'node:async_hooks';
import type { WorkflowContext } from '@mcp-agent/core';
import { provideCurrentWorkflow } from '@mcp-agent/core/engine';
import { claimRejections } from './rejections.ts';
import type { CancelScope } from './scope.ts';

/** Which workflow runs, and in which of its scopes: found by whatever it calls, however deep. */
export interface Running {
  readonly context: WorkflowContext;
  readonly scope: CancelScope;
  /** Told of a promise of the workflow's code that was rejected, and that nothing handles. */
  unhandled(reason: unknown): void;
}

export const running: AsyncLocalStorage<Running | undefined> = new AsyncLocalStorage();

provideCurrentWorkflow(() => running.getStore()?.context);

claimRejections((reason) => {
  const current = running.getStore();
  current?.unhandled(reason);
  return current !== undefined;
});
