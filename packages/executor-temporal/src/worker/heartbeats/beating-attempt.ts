import type { Reply } from './protocol.ts';

/** Delay before a request that failed is sent again. */
const RETRY_MS = 250;
/** How long a request with a receipt is retried, as the SDK's client would. */
const RECEIPT_TIMEOUT_MS = 10_000;
/** How long one request may take. */
const REQUEST_TIMEOUT_MS = 10_000;

/** gRPC status codes of failures that another request may not have. */
const RETRYABLE: ReadonlySet<number> = new Set([
  2, // UNKNOWN
  4, // DEADLINE_EXCEEDED
  8, // RESOURCE_EXHAUSTED
  10, // ABORTED
  13, // INTERNAL
  14, // UNAVAILABLE
]);

/** What an attempt needs of its thread. */
export interface AttemptContext {
  send(request: Uint8Array, timeoutMs: number): Promise<Reply>;
  /** Whether the main thread is given up: heartbeats stop, so that the server notices. */
  isGivenUp(): boolean;
  onSent(receipt: number, reply: Reply): void;
  onNotice(reply: Reply): void;
}

/** What an attempt sends, and when. */
export interface Beats {
  readonly request: Uint8Array;
  /** When the first heartbeat is sent. */
  readonly firstMs: number;
  readonly intervalMs: number;
}

interface Receipt {
  readonly receipt: number;
  readonly giveUpAt: number;
}

/** The heartbeats of one attempt, one request at a time. */
export class BeatingAttempt {
  readonly #context: AttemptContext;
  readonly #intervalMs: number;
  #request: Uint8Array;
  #receipts: Receipt[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isSending = false;
  /** Whether the request was replaced while another was in flight. */
  #isStale = false;
  #stopped = false;

  constructor(context: AttemptContext, { request, firstMs, intervalMs }: Beats) {
    this.#context = context;
    this.#intervalMs = intervalMs;
    this.#request = request;
    this.#schedule(firstMs);
  }

  /** Sends another request at once. */
  send(request: Uint8Array, receipt: number | undefined): void {
    this.#request = request;
    if (receipt !== undefined) {
      this.#receipts.push({ receipt, giveUpAt: performance.now() + RECEIPT_TIMEOUT_MS });
    }
    this.#isStale = true;
    if (!this.#isSending) void this.#send();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), ms);
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    if (this.#context.isGivenUp()) return this.#schedule(RETRY_MS);
    const receipts = this.#receipts;
    const sentAt = performance.now();
    this.#receipts = [];
    this.#isStale = false;
    this.#isSending = true;
    const reply = await this.#context.send(this.#request, REQUEST_TIMEOUT_MS);
    this.#isSending = false;
    const hasFailed = 'code' in reply && RETRYABLE.has(reply.code);
    for (const each of receipts) {
      if (hasFailed && !this.#stopped && performance.now() < each.giveUpAt) this.#receipts.push(each);
      else this.#context.onSent(each.receipt, reply);
    }
    if (this.#stopped) return;
    // An acknowledgement without a notice is an empty message.
    if ('code' in reply || reply.response.length > 0) this.#context.onNotice(reply);
    if (hasFailed) this.#schedule(RETRY_MS);
    else if (this.#isStale) void this.#send();
    else this.#schedule(Math.max(0, sentAt + this.#intervalMs - performance.now()));
  }
}
