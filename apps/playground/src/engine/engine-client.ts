import type { HistoryStep, JsonValue, WorkflowMessages } from '@mcp-agent/core';
import type { Message } from '../interface/requests.ts';

/** What the playground asks of an engine, wherever the engine is. */
export interface EngineClient {
  start(workflow: string, workflowId: string, input: JsonValue): Promise<void>;
  /** Waits for the workflow's end. */
  result(workflowId: string): Promise<JsonValue>;
  history(workflowId: string): Promise<HistoryStep[]>;
  /** The messages that the workflow takes now. */
  messages(workflowId: string): Promise<WorkflowMessages>;
  /** The answer, of a query or an update. */
  send(workflowId: string, message: Message): Promise<JsonValue>;
}
