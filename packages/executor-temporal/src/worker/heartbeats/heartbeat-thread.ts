import { Worker } from 'node:worker_threads';
import { EngineUnavailableError } from '@mcp-agent/core/errors';
import type { FromThread, Reply, ThreadConnection, ThreadData, ToThread } from './protocol.ts';
import { Pulse } from './pulse.ts';

const RESTART_MS = 100;

/** What an attempt does with messages of the thread. */
export interface AttemptListener {
  /** Name of the activity. */
  readonly activity: string;
  onSent(receipt: number, reply: Reply): void;
  onNotice(reply: Reply): void;
  /** The thread was replaced: the attempt must introduce itself again, with its open requests. */
  onRestart(): void;
}

/** Callbacks of the owner of the thread. */
export interface ThreadListener {
  /** The thread ended unexpectedly and is replaced. */
  onEnded(why: string): void;
  /** The connection to the server broke. */
  onLost(reason: string): void;
  /** The connection is back. */
  onBack(): void;
}

/**
 * The thread that sends a worker's heartbeats. It has an event loop and a connection of its own, so a blocked event loop
 * of the main thread delays no heartbeat. It watches the main thread, and stops if that one hangs for good.
 */
export class HeartbeatThread implements AsyncDisposable {
  readonly #data: ThreadData;
  /** Shows whether this thread's event loop is blocked. */
  readonly pulse: Pulse = new Pulse();
  readonly #listeners = new Map<number, AttemptListener>();
  readonly #owner: ThreadListener;
  readonly #connected = Promise.withResolvers<void>();
  #thread: Worker;
  #nextId = 1;
  #restart: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(connection: ThreadConnection, owner: ThreadListener) {
    this.#data = { connection, pulse: this.pulse.buffer };
    this.#owner = owner;
    this.#thread = this.#spawn();
  }

  /**
   * Starts the thread, and waits until it has connected.
   *
   * @param waits whether a thread that cannot connect goes on to try
   * @throws {@link EngineUnavailableError} when it cannot connect
   */
  static async start(
    connection: ThreadConnection,
    owner: ThreadListener,
    waits: boolean,
  ): Promise<HeartbeatThread> {
    const thread = new HeartbeatThread(connection, owner);
    try {
      await thread.#connected.promise;
    } catch (error) {
      if (waits && EngineUnavailableError.isInstance(error)) owner.onLost(error.message);
      else {
        await thread[Symbol.asyncDispose]();
        throw error;
      }
    }
    return thread;
  }

  /** Registers an attempt. Returns its id in messages to the thread. */
  add(listener: AttemptListener): number {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#listeners.set(id, listener);
    return id;
  }

  remove(id: number): void {
    this.#listeners.delete(id);
    this.post({ kind: 'stop', id });
  }

  /** Names of the activities that run. */
  activities(): string[] {
    return [...this.#listeners.values()].map(({ activity }) => activity);
  }

  post(message: ToThread): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is a thread, not a window
    this.#thread.postMessage(message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    this.pulse[Symbol.dispose]();
    await this.#thread.terminate();
  }

  #spawn(): Worker {
    const file = new URL(import.meta.resolve('@mcp-agent/executor-temporal/worker/heartbeat-thread'));
    // The flags of the program, such as a loader or an inspector, are not meant for this thread.
    const thread = new Worker(file, { workerData: this.#data, execArgv: [], name: 'heartbeats' });
    thread.unref();
    let why = 'without an error';
    thread.on('message', (message: FromThread) => this.#receive(message));
    thread.on('error', (error) => (why = String(error)));
    thread.on('exit', () => {
      if (this.#closed) return;
      this.#connected.reject(new Error(`The heartbeat thread ended (${why}).`));
      this.#owner.onEnded(why);
      this.#restart = setTimeout(() => {
        this.#thread = this.#spawn();
        for (const listener of this.#listeners.values()) listener.onRestart();
      }, RESTART_MS);
    });
    return thread;
  }

  #receive(message: FromThread): void {
    if (message.kind === 'connected') return this.#connect(message.problem);
    if (message.kind === 'lost') return this.#owner.onLost(message.reason);
    if (message.kind === 'back') return this.#owner.onBack();
    const listener = this.#listeners.get(message.id);
    if (message.kind === 'sent') listener?.onSent(message.receipt, message.reply);
    else listener?.onNotice(message.reply);
  }

  #connect(problem: string | undefined): void {
    if (problem === undefined) return this.#connected.resolve();
    const { address } = this.#data.connection;
    const what = `The thread that sends heartbeats cannot connect to ${address}: ${problem}`;
    this.#connected.reject(new EngineUnavailableError(what, { address }));
  }
}
