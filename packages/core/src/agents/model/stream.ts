import type { ActivityContext } from '../../runtime/activity/context.ts';
import { defineSignal, type SignalDefinition, SYSTEM_PREFIX } from '../../runtime/workflow/messages.ts';

/** A piece of an answer, told while the model still writes. */
export type ModelEvent =
  | { readonly type: 'text'; readonly delta: string }
  /** What the model thinks, where its service shows it. */
  | { readonly type: 'reasoning'; readonly delta: string };

/** A model call's wish to be told while it runs. */
export interface StreamRequest {
  /** Unique in the run of the workflow. */
  readonly id: string;
  /** The shortest time between two tellings. */
  readonly intervalMs: number;
}

/** Tells a workflow the pieces of an answer. */
export const STREAM_SIGNAL: SignalDefinition<[id: string, attempt: number, events: readonly ModelEvent[]]> =
  defineSignal(`${SYSTEM_PREFIX}stream`);

/** Gathers pieces and tells the workflow of them, not oftener than it wishes: on Temporal each telling is an event. */
export class StreamSender {
  readonly #request: StreamRequest;
  readonly #context: ActivityContext;
  #pending: ModelEvent[] = [];
  #sending: Promise<void> = Promise.resolve();
  #lastSentAt = -Infinity;
  #failure: { readonly error: unknown } | undefined;

  constructor(request: StreamRequest, context: ActivityContext) {
    this.#request = request;
    this.#context = context;
  }

  /** Takes a piece. What is told together is one piece of its type. */
  readonly emit = (event: ModelEvent): void => {
    const last = this.#pending.at(-1);
    if (last?.type === event.type) {
      this.#pending[this.#pending.length - 1] = { type: last.type, delta: last.delta + event.delta };
    } else {
      this.#pending.push(event);
    }
    if (Date.now() - this.#lastSentAt >= this.#request.intervalMs) this.#send();
  };

  /** Tells what is left. @throws what telling failed with */
  async end(): Promise<void> {
    this.#send();
    await this.#sending;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #send(): void {
    if (this.#pending.length === 0) return;
    this.#lastSentAt = Date.now();
    this.#sending = this.#sending.then(async () => {
      const events = this.#pending;
      if (events.length === 0) return;
      this.#pending = [];
      try {
        await this.#context.signalWorkflow(
          STREAM_SIGNAL,
          this.#request.id,
          this.#context.info.attempt,
          events,
        );
      } catch (error) {
        this.#failure ??= { error };
      }
    });
  }
}
