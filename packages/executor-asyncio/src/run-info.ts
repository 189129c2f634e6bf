import { randomUUID } from 'node:crypto';
import type { WorkflowInfo } from '@mcp-agent/core';

/** Who a run is. Its run id is made when somebody first asks for it: most runs end before anybody does. */
export class RunInfo implements WorkflowInfo {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly engine = 'asyncio';
  readonly attempt = 1;
  readonly startTime: number = Date.now();
  readonly parent?: WorkflowInfo['parent'];
  #runId: string | undefined;

  constructor(workflowId: string, workflowName: string, parent: WorkflowInfo['parent']) {
    this.workflowId = workflowId;
    this.workflowName = workflowName;
    if (parent !== undefined) this.parent = parent;
  }

  get runId(): string {
    this.#runId ??= randomUUID();
    return this.#runId;
  }
}
