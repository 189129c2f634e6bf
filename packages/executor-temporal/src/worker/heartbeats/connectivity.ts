import { type Client, connectivityState } from '@grpc/grpc-js';

/** Reports when a channel loses its server, and when it has it back. */
export class Connectivity {
  readonly #channel: ReturnType<Client['getChannel']>;
  readonly #onLost: () => void;
  readonly #onBack: () => void;
  #isLost = false;

  constructor(channel: ReturnType<Client['getChannel']>, onLost: () => void, onBack: () => void) {
    this.#channel = channel;
    this.#onLost = onLost;
    this.#onBack = onBack;
  }

  watch(): void {
    // An idle channel connects, so that a server that is back is noticed without a request.
    const state = this.#channel.getConnectivityState(true);
    if (state === connectivityState.SHUTDOWN) return;
    const isLost = state === connectivityState.TRANSIENT_FAILURE || (this.#isLost && state !== READY);
    if (isLost !== this.#isLost) {
      this.#isLost = isLost;
      if (isLost) this.#onLost();
      else this.#onBack();
    }
    this.#channel.watchConnectivityState(state, Infinity, () => this.watch());
  }
}

const READY = connectivityState.READY;
