import type { Config } from '@mcp-agent/config';
import type { EngineState, EngineView } from '../interface/engine.ts';
import type { Mark } from '../interface/run.ts';
import { viewError } from '../runs/error-view.ts';
import type { EngineClient } from './executor-client.ts';
import { EngineProcess } from './engine-process.ts';
import { remoteClient } from './remote-client.ts';

/** The part of an engine that outlives its process. */
export interface Ground extends AsyncDisposable {
  /** The program to run as the engine's process. */
  readonly program: URL;
  readonly config: Config;
  /** Access to the runs, if the engine keeps them outside the process. */
  readonly client?: EngineClient;
}

/** A start or an end of an engine's process. The first start is not reported. */
export interface ProcessEvent {
  readonly kind: Mark['kind'];
  readonly pid: number;
}

/** Receives an engine's events. */
export interface EngineListener {
  onChange(engine: Engine): void;
  onProcess(engine: Engine, event: ProcessEvent): void;
}

/** How to open one kind of engine. */
export interface EngineKind {
  readonly name: string;
  readonly durable: boolean;
  /** Notes to show while the process starts, if that takes long, and when it has started. */
  readonly starting?: string;
  readonly started: (pid: number) => string;
  readonly prepare: (onProgress: (message: string) => void, signal: AbortSignal) => Promise<Ground>;
}

/** An engine of the playground. Opened on first use; its process can be killed and restarted. */
export class Engine implements AsyncDisposable {
  readonly kind: EngineKind;
  readonly #workflows: URL;
  readonly #signal: AbortSignal;
  readonly #listener: EngineListener;
  #opening: Promise<EngineClient> | undefined;
  #ground: Ground | undefined;
  #process: EngineProcess | undefined;
  #killed: EngineProcess | undefined;
  #state: EngineState = 'closed';
  #notes: readonly string[] = [];
  #failure: unknown;
  #missing: string | undefined;

  constructor(kind: EngineKind, workflows: URL, signal: AbortSignal, listener: EngineListener) {
    this.kind = kind;
    this.#workflows = workflows;
    this.#signal = signal;
    this.#listener = listener;
  }

  get state(): EngineState {
    return this.#state;
  }

  get failure(): unknown {
    return this.#failure;
  }

  /** Sets what is missing to open the engine, before the first attempt. */
  set missing(what: string | undefined) {
    this.#change(() => (this.#missing = what));
  }

  view(): EngineView {
    const { name, durable } = this.kind;
    return {
      name,
      durable,
      state: this.#state,
      notes: this.#notes,
      ...(this.#process !== undefined && this.#state === 'ready' && { pid: this.#process.pid }),
      ...(this.#failure !== undefined && { error: viewError(this.#failure) }),
      ...(this.#missing !== undefined && { missing: this.#missing }),
    };
  }

  /**
   * Opens the engine unless it is open. Does not restart a process that was killed.
   *
   * @throws the error that prevents the engine from opening; the next call tries again
   */
  client(): Promise<EngineClient> {
    if (this.#opening === undefined || this.#state === 'failed') this.#opening = this.#open();
    return this.#opening;
  }

  /** Kills the engine's process with SIGKILL. Returns its ID, or `undefined` if none is running. */
  async kill(): Promise<number | undefined> {
    const process = this.#process;
    if (process === undefined || this.#state !== 'ready') return undefined;
    this.#killed = process;
    this.#change(() => (this.#state = 'killed'));
    process.kill();
    await process.ended;
    return process.pid;
  }

  /**
   * Opens the engine unless it is open, and restarts its process if that has exited or was killed.
   *
   * @throws the error that prevents the engine from opening
   */
  start(): Promise<EngineClient> {
    if (this.#state === 'killed' || this.#state === 'ended') this.#opening = this.#open();
    return this.client();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opening?.catch(() => {});
    if (this.#state === 'ready') {
      this.#state = 'closed';
      await this.#process?.[Symbol.asyncDispose]();
    }
    await this.#ground?.[Symbol.asyncDispose]();
  }

  async #open(): Promise<EngineClient> {
    this.#change(() => {
      this.#state = 'opening';
      this.#notes = [];
      this.#failure = undefined;
    });
    try {
      this.#ground ??= await this.kind.prepare((message) => this.#note(message), this.#signal);
      if (this.kind.starting !== undefined) this.#note(this.kind.starting);
      const process = await EngineProcess.open({
        program: this.#ground.program,
        config: this.#ground.config,
        workflows: this.#workflows,
        signal: this.#signal,
      });
      const isFirst = this.#process === undefined;
      this.#process = process;
      void process.ended.then((how) => this.#onEnd(process, how));
      this.#change(() => (this.#state = 'ready'));
      if (!isFirst) this.#listener.onProcess(this, { kind: 'started', pid: process.pid });
      this.#note(this.kind.started(process.pid));
      return this.#ground.client ?? remoteClient(process);
    } catch (error) {
      this.#change(() => {
        this.#state = 'failed';
        this.#failure = error;
      });
      throw error;
    }
  }

  #onEnd(process: EngineProcess, how: string): void {
    if (this.#state === 'closed') return;
    const wasKilled = process === this.#killed;
    this.#listener.onProcess(this, { kind: wasKilled ? 'killed' : 'ended', pid: process.pid });
    if (wasKilled || this.#process !== process) return;
    this.#change(() => {
      this.#state = 'ended';
      this.#failure = new Error(
        `Process ${process.pid} of the engine exited unexpectedly (${how}). Start it again.`,
      );
    });
  }

  #note(message: string): void {
    this.#change(() => (this.#notes = [...this.#notes, message]));
  }

  #change(change: () => void): void {
    change();
    this.#listener.onChange(this);
  }
}
