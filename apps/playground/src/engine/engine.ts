import type { Config } from '@mcp-agent/config';
import type { EngineState, EngineView } from '../interface/engine.ts';
import { viewError } from '../runs/error-view.ts';
import type { EngineClient } from './engine-client.ts';
import { EngineProcess } from './engine-process.ts';
import { RemoteClient } from './remote-client.ts';

/** What is opened once for an engine, whatever becomes of its process. */
export interface Ground extends AsyncDisposable {
  /** Run as a process, which works on the runs. */
  readonly program: URL;
  readonly config: Config;
  /** Where runs are kept outside of that process. */
  readonly client?: EngineClient;
}

/** How one kind of engine is opened. */
export interface EngineKind {
  readonly name: string;
  readonly durable: boolean;
  /** What is said when its process starts, where that takes a while, and when it has started. */
  readonly starting?: string;
  readonly started: (pid: number) => string;
  readonly prepare: (onProgress: (message: string) => void, signal: AbortSignal) => Promise<Ground>;
}

/** An engine of this playground: opened on first use, killed and started again as one likes. */
export class Engine implements AsyncDisposable {
  readonly kind: EngineKind;
  readonly #workflows: URL;
  readonly #signal: AbortSignal;
  readonly #onChange: (engine: Engine) => void;
  #opening: Promise<EngineClient> | undefined;
  #ground: Ground | undefined;
  #process: EngineProcess | undefined;
  #state: EngineState = 'closed';
  #notes: readonly string[] = [];
  #failure: unknown;
  #missing: string | undefined;

  constructor(
    kind: EngineKind,
    workflows: URL,
    { signal, onChange }: { signal: AbortSignal; onChange: (engine: Engine) => void },
  ) {
    this.kind = kind;
    this.#workflows = workflows;
    this.#signal = signal;
    this.#onChange = onChange;
  }

  get state(): EngineState {
    return this.#state;
  }

  get failure(): unknown {
    return this.#failure;
  }

  /** Says what is missing before anybody tries. */
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
   * The engine, opened if it is not; one whose process was killed is given as it is.
   *
   * @throws whatever keeps it from opening; the next who asks tries again
   */
  client(): Promise<EngineClient> {
    if (this.#opening === undefined || this.#state === 'failed') this.#opening = this.#open();
    return this.#opening;
  }

  /** Kills the process that works on the runs, with SIGKILL. Gives its id; nothing where none runs. */
  async kill(): Promise<number | undefined> {
    const process = this.#process;
    if (process === undefined || this.#state !== 'ready') return undefined;
    this.#change(() => (this.#state = 'killed'));
    process.kill();
    await process.ended;
    return process.pid;
  }

  /** Starts the process again after it has ended, or was killed. */
  async startAgain(): Promise<void> {
    if (this.#state !== 'ready' && this.#state !== 'opening') this.#opening = this.#open();
    await this.#opening;
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
      this.#process = process;
      void process.ended.then((how) => this.#onEnd(process, how));
      this.#change(() => (this.#state = 'ready'));
      this.#note(this.kind.started(process.pid));
      return this.#ground.client ?? new RemoteClient(process);
    } catch (error) {
      this.#change(() => {
        this.#state = 'failed';
        this.#failure = error;
      });
      throw error;
    }
  }

  #onEnd(process: EngineProcess, how: string): void {
    if (this.#process !== process || this.#state !== 'ready') return;
    this.#change(() => {
      this.#state = 'ended';
      this.#failure = new Error(`The process ${process.pid} of the engine ended by itself: ${how}.`);
    });
  }

  #note(message: string): void {
    this.#change(() => (this.#notes = [...this.#notes, message]));
  }

  #change(change: () => void): void {
    change();
    this.#onChange(this);
  }
}
