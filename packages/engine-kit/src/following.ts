import type { FollowOptions, WorkflowEvent, WorkflowPosition } from '@mcp-agent/core';
import { checkName, checkObject, invalidArgument, property } from '@mcp-agent/core/engine';
import type { Lifetime } from './lifetime.ts';

type Events = AsyncIterator<WorkflowEvent, void>;

const OVER = { done: true, value: undefined } as const;

/**
 * One iteration of `handle.follow()`. It ends what it started when the caller leaves the loop, its signal is aborted or
 * the executor closes.
 */
export class Following implements AsyncIterator<WorkflowEvent, undefined> {
  readonly #lifetime: Lifetime;
  readonly #follow: (signal: AbortSignal) => Events;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  #events: Events | undefined;
  #isOver = false;

  /**
   * @param follow starts to read. Called with the first `next`, because it throws if the workflow is unknown
   * @param signal the caller's
   */
  constructor(lifetime: Lifetime, follow: (signal: AbortSignal) => Events, signal: AbortSignal | undefined) {
    this.#lifetime = lifetime;
    this.#follow = follow;
    // A listener on the caller's signal would make Node.js warn of a leak if the signal serves many followers.
    this.#signal = signal === undefined ? this.#stop.signal : AbortSignal.any([this.#stop.signal, signal]);
  }

  async next(): Promise<IteratorResult<WorkflowEvent, undefined>> {
    if (this.#isOver) return OVER;
    try {
      this.#signal.throwIfAborted();
      const { done, value } = await this.#lifetime.wait(async () =>
        (this.#events ??= this.#follow(this.#signal)).next(),
      );
      if (done !== true) return { done: false, value };
      this.#end();
      return OVER;
    } catch (error) {
      // The loop was left while this waited.
      if (this.#isOver) return OVER;
      const reason: unknown = this.#signal.aborted ? this.#signal.reason : error;
      this.#end();
      throw reason;
    }
  }

  async return(): Promise<IteratorResult<WorkflowEvent, undefined>> {
    this.#end();
    await this.#events?.return?.();
    return OVER;
  }

  #end(): void {
    this.#isOver = true;
    this.#stop.abort();
  }
}

/**
 * Validates the options of `handle.follow()`.
 *
 * @throws {@link InvalidArgumentError}
 */
export function resolveFollowOptions(options: FollowOptions = {}): FollowOptions {
  checkObject('options', options);
  const { after, signal } = options;
  if (signal !== undefined && typeof property(signal, 'throwIfAborted') !== 'function') {
    throw invalidArgument('signal', signal, 'an AbortSignal');
  }
  return { ...(after !== undefined && { after: checkPosition(after) }), ...(signal && { signal }) };
}

function checkPosition(after: WorkflowPosition): WorkflowPosition {
  checkObject('after', after, '{ runId, number } of an event');
  const { runId, number } = after;
  if (!Number.isSafeInteger(number) || number < 0) {
    throw invalidArgument('after.number', number, 'the number of an event, or 0 for the start of the run');
  }
  return { runId: checkName('after.runId', runId), number };
}
