import { AsyncLocalStorage } from 'node:async_hooks';
import type { WorkflowContext } from '@mcp-agent/core';
import { provideCurrentWorkflow } from '@mcp-agent/core/engine';
import type { CancelScope } from './scope.ts';

/** Which workflow runs, and in which of its scopes: found by whatever it calls, however deep. */
export interface Running {
  readonly context: WorkflowContext;
  readonly scope: CancelScope;
}

export const running: AsyncLocalStorage<Running | undefined> = new AsyncLocalStorage();

provideCurrentWorkflow(() => running.getStore()?.context);
