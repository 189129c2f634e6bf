import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Config } from '@mcp-agent/config';
import { errorFromData } from '@mcp-agent/core/errors';
import type { FromProgram, ToProgram } from './programs/protocol.ts';

/** How long a process may take to close what it holds: a worker lets activities finish for 10 s. */
const MAX_CLOSE_MS = 12_000;

/** The process that was asked has ended, and with it what it held. */
export class EngineProcessEndedError extends Error {
  override readonly name = 'EngineProcessEndedError';
}

/** What a process is started with. */
export interface ProcessOptions {
  readonly program: URL;
  readonly config: Config;
  readonly workflows: URL;
  readonly signal: AbortSignal;
}

/** A process that this playground has started, and that it may therefore kill. */
export class EngineProcess implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #ended = Promise.withResolvers<string>();
  #calls = 0;
  #stoppedBy: string | undefined;

  private constructor(program: URL) {
    this.#process = fork(fileURLToPath(program), {
      // Of a value that is not there, JSON would make another.
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process.on('message', (message: FromProgram) => this.#hear(message));
    this.#process.once('error', (error) => this.#end(error.message));
    this.#process.once('exit', (code, signal) => this.#end(this.#stoppedBy ?? signal ?? `exit code ${code}`));
  }

  /** Starts a process, and gives it when it is ready. */
  static async open({ program, config, workflows, signal }: ProcessOptions): Promise<EngineProcess> {
    signal.throwIfAborted();
    const started = new EngineProcess(program);
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    const stop = (): void => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    started.#process.on('message', (message: FromProgram) => {
      if (message.type === 'ready') resolve();
      else if (message.type === 'failed') reject(errorFromData(message.error));
    });
    started.ended.then(
      (how) => reject(new EngineProcessEndedError(`It ended as it started: ${how}.`)),
      reject,
    );
    try {
      started.#tell({ type: 'open', config, workflows: workflows.href });
      await ready;
      return started;
    } catch (error) {
      started.kill();
      await started.ended;
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Settles when the process has ended, with how: the signal's name or the exit code. */
  get ended(): Promise<string> {
    return this.#ended.promise;
  }

  /** Has the process do something, and gives its answer. */
  async call(method: string, args: unknown[]): Promise<unknown> {
    this.#calls += 1;
    const id = this.#calls;
    const answer = Promise.withResolvers<unknown>();
    this.#pending.set(id, answer);
    this.#tell({ type: 'call', id, method, args });
    return answer.promise;
  }

  /** SIGKILL: it closes nothing. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#tell({ type: 'close' });
    const late = setTimeout(() => this.kill(), MAX_CLOSE_MS);
    await this.ended;
    clearTimeout(late);
  }

  #tell(message: ToProgram): void {
    if (!this.#process.connected) return this.#refuseAll('it has ended');
    // Where it cannot be told any more, its exit tells why.
    this.#process.send(message, () => {});
  }

  #hear(message: FromProgram): void {
    if (message.type === 'stopped') {
      this.#stoppedBy = message.error.message;
      this.kill();
    } else if (message.type === 'answer' || message.type === 'refusal') {
      const waiting = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.type === 'answer') waiting?.resolve(message.value);
      else waiting?.reject(errorFromData(message.error));
    }
  }

  #end(how: string): void {
    this.#ended.resolve(how);
    this.#refuseAll(how);
  }

  #refuseAll(how: string): void {
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const one of waiting) one.reject(new EngineProcessEndedError(`The process has ended: ${how}.`));
  }
}
