import type { HistoryStep, JsonValue, WorkflowMessages } from '@mcp-agent/core';
import type { Message } from '../interface/requests.ts';

/** The playground's access to an engine, in this process or another one. */
export interface EngineClient {
  start(workflow: string, workflowId: string, input: JsonValue): Promise<void>;
  /** Waits until the workflow ends. */
  result(workflowId: string): Promise<JsonValue>;
  history(workflowId: string): Promise<HistoryStep[]>;
  /** Returns the messages that the workflow accepts now. */
  messages(workflowId: string): Promise<WorkflowMessages>;
  /** Sends a message. Returns the result of a query or an update. */
  send(workflowId: string, message: Message): Promise<JsonValue>;
}
