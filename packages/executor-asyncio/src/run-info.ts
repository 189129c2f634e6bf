import { randomUUID } from 'node:crypto';
import type {
  JsonObject,
  JsonValue,
  SearchAttributes,
  WorkflowDefinition,
  WorkflowInfo,
} from '@mcp-agent/core';
import type { Message } from '@mcp-agent/core/engine';
import type { TimeLimits } from '@mcp-agent/engine-kit';

/** Options for a run. */
export interface RunOptions extends TimeLimits {
  readonly definition: WorkflowDefinition;
  readonly input: JsonValue;
  readonly workflowId: string;
  readonly parent?: WorkflowInfo['parent'];
  readonly inherited?: WorkflowInfo['inherited'];
  readonly memo?: JsonObject;
  readonly searchAttributes?: SearchAttributes;
  /** Signals that the previous run did not handle. */
  readonly signals?: readonly Message[];
}

/** The identity of a run. The run ID is created on first access, because most runs end without needing it. */
export class RunInfo implements WorkflowInfo {
  readonly options: RunOptions;
  readonly startTime: number = Date.now();
  /** Start order within this executor, from 1. */
  readonly order: number;
  #runId: string | undefined;

  constructor(options: RunOptions, order: number) {
    this.options = options;
    this.order = order;
  }

  get workflowId(): string {
    return this.options.workflowId;
  }

  get workflowName(): string {
    return this.options.definition.name;
  }

  get runId(): string {
    this.#runId ??= randomUUID();
    return this.#runId;
  }

  get parent(): WorkflowInfo['parent'] {
    return this.options.parent;
  }

  get inherited(): WorkflowInfo['inherited'] {
    return this.options.inherited;
  }

  get engine(): string {
    return 'asyncio';
  }

  get attempt(): number {
    return 1;
  }
}
