import {
  defineQuery,
  defineSignal,
  defineUpdate,
  type Executor,
  type HistoryStep,
  type JsonValue,
  messagesQuery,
  type WorkflowEvent,
  type WorkflowHandle,
  type WorkflowMessages,
  type WorkflowPosition,
} from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import { UnknownWorkflowError } from '@mcp-agent/core/errors';
import type { Workflows } from '../source/load-workflows.ts';
import type { Message } from '../interface/requests.ts';
import { EventReader } from './event-reader.ts';

/** The client of an engine, whose executor is in this process or in another one. */
export type EngineClient = Pick<ExecutorClient, keyof ExecutorClient>;

/** The client of an engine whose executor is in this process. */
export class ExecutorClient {
  readonly #executor: Executor;
  readonly #workflows: Workflows;
  readonly #readers = new Map<string, EventReader>();

  constructor(executor: Executor, workflows: Workflows) {
    this.#executor = executor;
    this.#workflows = workflows;
  }

  async start(workflow: string, workflowId: string, input: JsonValue): Promise<void> {
    const definition = this.#workflows.get(workflow);
    if (definition === undefined) {
      throw new UnknownWorkflowError(
        `Workflow "${workflow}" cannot be started: the workflow file does not export it.`,
        {
          workflowName: workflow,
          known: [...this.#workflows.keys()],
        },
      );
    }
    await this.#executor.startWorkflow(definition, input, { workflowId });
  }

  /** Waits until the workflow ends. */
  async result(workflowId: string): Promise<JsonValue> {
    return toJson((await this.#handle(workflowId).result()) ?? null, 'result of the workflow');
  }

  /** Waits for events after a position, or after the start. Returns none once the workflow has ended. */
  async events(workflowId: string, after: WorkflowPosition | undefined): Promise<WorkflowEvent[]> {
    let reader = this.#readers.get(workflowId);
    if (reader?.isAt(after) !== true) {
      await reader?.close();
      reader = new EventReader(this.#handle(workflowId), after);
      this.#readers.set(workflowId, reader);
    }
    try {
      const events = await reader.read();
      if (events.length === 0) this.#readers.delete(workflowId);
      return events;
    } catch (error) {
      this.#readers.delete(workflowId);
      throw error;
    }
  }

  history(workflowId: string): Promise<HistoryStep[]> {
    return this.#handle(workflowId).history();
  }

  /** Returns the messages that the workflow accepts now. */
  messages(workflowId: string): Promise<WorkflowMessages> {
    return this.#handle(workflowId).query(messagesQuery);
  }

  /** Sends a message. Returns the result of a query or an update. */
  async send(workflowId: string, message: Message): Promise<JsonValue> {
    const handle = this.#handle(workflowId);
    if (message.kind === 'query') {
      return handle.query(defineQuery<JsonValue, JsonValue[]>(message.name), ...message.args);
    }
    if (message.kind === 'update') {
      return handle.update(defineUpdate<JsonValue, JsonValue[]>(message.name), ...message.args);
    }
    if (message.kind === 'signal') {
      await handle.signal(defineSignal<JsonValue[]>(message.name), ...message.args);
    } else if (message.kind === 'terminate') {
      await handle.terminate('Terminated from the playground.');
    } else {
      await handle[message.kind]();
    }
    return null;
  }

  #handle(workflowId: string): WorkflowHandle {
    return this.#executor.getHandle(workflowId);
  }
}
