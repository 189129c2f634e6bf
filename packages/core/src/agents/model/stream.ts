import type { ActivityContext } from '../../runtime/activity/context.ts';
import { messageOf } from '../../runtime/values/text.ts';
import { defineSignal, type SignalDefinition, SYSTEM_PREFIX } from '../../runtime/workflow/messages.ts';

/** A part of an answer, sent while the model streams. */
export type ModelEvent =
  | { readonly type: 'text'; readonly delta: string }
  /** The model's reasoning, if the service streams it. */
  | { readonly type: 'reasoning'; readonly delta: string };

/** Requests that a model call streams its answer to the workflow. */
export interface StreamRequest {
  /** Unique in the run of the workflow. */
  readonly id: string;
  /** Minimum interval between two signals. */
  readonly intervalMs: number;
}

/** Signals parts of an answer to a workflow. */
export const STREAM_SIGNAL: SignalDefinition<[id: string, attempt: number, events: readonly ModelEvent[]]> =
  defineSignal(`${SYSTEM_PREFIX}stream`);

/**
 * Batches parts of an answer and signals them at most once per interval: on Temporal each signal is a history
 * event.
 */
export class StreamSender {
  readonly #request: StreamRequest;
  readonly #context: ActivityContext;
  #pending: ModelEvent[] = [];
  #sending: Promise<void> = Promise.resolve();
  #lastSentAt = -Infinity;
  #hasFailed = false;

  constructor(request: StreamRequest, context: ActivityContext) {
    this.#request = request;
    this.#context = context;
  }

  /** Adds a part. Consecutive parts of the same type are merged. */
  readonly emit = (event: ModelEvent): void => {
    const last = this.#pending.at(-1);
    if (last?.type === event.type) {
      this.#pending[this.#pending.length - 1] = { type: last.type, delta: last.delta + event.delta };
    } else {
      this.#pending.push(event);
    }
    if (Date.now() - this.#lastSentAt >= this.#request.intervalMs) this.#send();
  };

  /** Sends the remaining parts. A signal that fails does not fail the call: its result has the whole answer. */
  async end(): Promise<void> {
    this.#send();
    await this.#sending;
  }

  #send(): void {
    if (this.#pending.length === 0) return;
    this.#lastSentAt = Date.now();
    this.#sending = this.#sending.then(async () => {
      const events = this.#pending;
      this.#pending = [];
      if (events.length === 0 || this.#hasFailed) return;
      try {
        await this.#context.signalWorkflow(
          STREAM_SIGNAL,
          this.#request.id,
          this.#context.info.attempt,
          events,
        );
      } catch (error) {
        this.#hasFailed = true;
        this.#context.log(
          'warn',
          `The stream of an answer is not sent any further: ${messageOf(error)} The workflow receives the whole answer.`,
        );
      }
    });
  }
}
