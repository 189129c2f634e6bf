import type { HistoryStep, JsonValue, WorkflowMessages } from '@mcp-agent/core';
import type { Message } from '../interface/requests.ts';
import type { EngineClient } from './engine-client.ts';
import type { EngineProcess } from './engine-process.ts';

/** An engine whose executor is in another process. */
export class RemoteClient implements EngineClient {
  readonly #process: EngineProcess;

  constructor(process: EngineProcess) {
    this.#process = process;
  }

  start(workflow: string, workflowId: string, input: JsonValue): Promise<void> {
    return this.#call('start', workflow, workflowId, input);
  }

  result(workflowId: string): Promise<JsonValue> {
    return this.#call('result', workflowId);
  }

  history(workflowId: string): Promise<HistoryStep[]> {
    return this.#call('history', workflowId);
  }

  messages(workflowId: string): Promise<WorkflowMessages> {
    return this.#call('messages', workflowId);
  }

  send(workflowId: string, message: Message): Promise<JsonValue> {
    return this.#call('send', workflowId, message);
  }

  async #call<Method extends keyof EngineClient>(
    method: Method,
    ...args: Parameters<EngineClient[Method]>
  ): Promise<Awaited<ReturnType<EngineClient[Method]>>> {
    const answer = await this.#process.call(method, args);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own program returns what the method returns
    return answer as Awaited<ReturnType<EngineClient[Method]>>;
  }
}
