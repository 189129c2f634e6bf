import { AuthorizationError } from '@mcp-agent/core/errors';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import type { Progress, RequestOptions } from '@modelcontextprotocol/client';
import { RequestFailure } from '../request-failure.ts';
import type { ServerSpec } from '../server-spec.ts';
import { cancellation, MAX_TIMER_MS } from '../wait.ts';
import type { Abilities } from '../abilities.ts';
import type { Countdowns } from './countdowns.ts';
import { failureOf, type Interruption } from './failure.ts';
import type { Link } from './link.ts';

/** Options for a request. */
export interface RequestSettings {
  readonly signal?: AbortSignalLike;
  /** Timeout in milliseconds. Default: the start timeout. */
  readonly timeoutMs?: number;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** What the caller can answer. Since 2026-07-28, each request declares it. Default: that of the connection. */
  readonly abilities?: Abilities | undefined;
  /** Whether the server may return questions in place of a result. */
  readonly allowsQuestions?: boolean;
}

/** The connection that the requests belong to. */
interface Owner {
  /** Whether a request can still be sent. */
  isAlive(): boolean;
  /** Whether a response can still arrive. */
  isOpen(): boolean;
  /** Called with each failure of a request. */
  onFailure(failure: RequestFailure): void;
  /** Called when the last pending request of a retired connection has ended. */
  onRetired(): void;
}

/** The pending requests of one connection: their timeouts, their cancellation and their failures. */
export class Requests {
  readonly #spec: ServerSpec;
  readonly #link: Link;
  readonly #countdowns: Countdowns;
  readonly #owner: Owner;
  #retired = false;
  #pending = 0;

  constructor(spec: ServerSpec, link: Link, countdowns: Countdowns, owner: Owner) {
    this.#spec = spec;
    this.#link = link;
    this.#countdowns = countdowns;
    this.#owner = owner;
  }

  /** Whether the connection proved stale: no new request starts, and the last pending one closes it. */
  get retired(): boolean {
    return this.#retired;
  }

  /**
   * Sends a request and awaits its response.
   *
   * @throws {@link RequestFailure} when there is no result
   * @throws the signal's reason when it is aborted; the request is then cancelled on the server
   */
  async run<T>(
    method: string,
    { signal, timeoutMs = this.#spec.startTimeoutMs, onProgress, allowsQuestions = false }: RequestSettings,
    send: (options: RequestOptions) => Promise<T>,
  ): Promise<T> {
    if (signal?.aborted === true) throw cancellation(signal);
    if (!this.#owner.isAlive()) {
      throw new RequestFailure('the connection closed before the request was sent', {
        delivery: 'not sent',
        stale: true,
      });
    }
    // Use a separate signal for each request: a late abort must not reach a request that was already answered.
    const request = new AbortController();
    let interruption: Interruption | undefined;
    const interrupt = (why: Interruption, message: string): void => {
      interruption ??= why;
      request.abort(message);
    };
    const stopCountdown = this.#countdowns.start(timeoutMs, () => interrupt('late', 'The client timed out.'));
    const cancel = (): void => interrupt('cancelled', 'Cancelled by the caller.');
    signal?.addEventListener('abort', cancel, { once: true });
    this.#pending += 1;
    try {
      return await send({
        signal: request.signal,
        // Disables the SDK's limit of 60 seconds in favor of ours.
        timeout: MAX_TIMER_MS,
        allowInputRequired: allowsQuestions,
        ...(onProgress !== undefined && { onprogress: onProgress }),
      });
    } catch (error) {
      if (interruption === 'cancelled' && signal !== undefined) throw cancellation(signal);
      if (AuthorizationError.isInstance(error)) throw error;
      const failure = failureOf(error, {
        method,
        timeoutMs,
        late: interruption === 'late',
        lost: !this.#owner.isOpen(),
        ending: this.#link.ending(),
        stderr: this.#link.stderr(),
      });
      this.#retired ||= failure.stale;
      this.#owner.onFailure(failure);
      throw failure;
    } finally {
      stopCountdown();
      signal?.removeEventListener('abort', cancel);
      this.#pending -= 1;
      if (this.#retired && this.#pending === 0) this.#owner.onRetired();
    }
  }
}
