import type {
  HistoryStep,
  QueryDefinition,
  SignalDefinition,
  UpdateDefinition,
  WorkflowDescription,
  WorkflowHandle,
} from '@mcp-agent/core';
import type { Recorder } from './recorder.ts';

/** A handle whose messages are written down, so that a replay can send them again. */
export class RecordedHandle<Output> implements WorkflowHandle<Output> {
  readonly #handle: WorkflowHandle<Output>;
  readonly #recorder: Recorder;

  constructor(handle: WorkflowHandle<Output>, recorder: Recorder) {
    this.#handle = handle;
    this.#recorder = recorder;
  }

  get workflowId(): string {
    return this.#handle.workflowId;
  }

  get runId(): string | undefined {
    return this.#handle.runId;
  }

  signal<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void> {
    this.#recorder.message((handle) => handle.signal(signal, ...args));
    return this.#handle.signal(signal, ...args);
  }

  update<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    this.#recorder.message(async (handle) => {
      // What it needs to be answered is yet to be played; whether it is refused was seen in the run.
      handle.update(update, ...args).catch(() => {});
    });
    return this.#handle.update(update, ...args);
  }

  cancel(): Promise<void> {
    this.#recorder.message((handle) => handle.cancel());
    return this.#handle.cancel();
  }

  terminate(reason?: string): Promise<void> {
    this.#recorder.message((handle) => handle.terminate(reason));
    return this.#handle.terminate(reason);
  }

  pause(): Promise<void> {
    this.#recorder.message((handle) => handle.pause());
    return this.#handle.pause();
  }

  resume(): Promise<void> {
    this.#recorder.message((handle) => handle.resume());
    return this.#handle.resume();
  }

  query<Result, Args extends unknown[]>(
    query: QueryDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    return this.#handle.query(query, ...args);
  }

  result(): Promise<Output> {
    return this.#handle.result();
  }

  describe(): Promise<WorkflowDescription> {
    return this.#handle.describe();
  }

  history(): Promise<HistoryStep[]> {
    return this.#handle.history();
  }
}
