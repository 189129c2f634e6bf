import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Config } from '@mcp-agent/config';
import { errorFromData } from '@mcp-agent/core/errors';
import type { FromProgram, ToProgram } from './programs/protocol.ts';

/** Timeout for closing: a worker lets activities finish for 10 s. */
const MAX_CLOSE_MS = 12_000;

/** The engine's process has exited, and its runs in memory are lost. */
export class EngineProcessEndedError extends Error {
  override readonly name = 'EngineProcessEndedError';
}

/** Options for starting a process. */
export interface ProcessOptions {
  readonly program: URL;
  readonly config: Config;
  readonly workflows: URL;
  readonly signal: AbortSignal;
}

/** The process of an engine, started by this playground. */
export class EngineProcess implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #ended = Promise.withResolvers<string>();
  #calls = 0;
  #stoppedBy: string | undefined;

  private constructor(program: URL) {
    this.#process = fork(fileURLToPath(program), {
      // JSON would change `undefined`.
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process.on('message', (message: FromProgram) => this.#receive(message));
    this.#process.once('error', (error) => this.#end(error.message));
    this.#process.once('exit', (code, signal) => this.#end(this.#stoppedBy ?? signal ?? `exit code ${code}`));
  }

  /** Starts a process and waits until it is ready. */
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
      (how) =>
        reject(
          new EngineProcessEndedError(
            `The process of the engine exited while it was starting (${how}). Check its output above.`,
          ),
        ),
      reject,
    );
    try {
      started.#send({ type: 'open', config, workflows: workflows.href });
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

  /** Resolves when the process has exited, with the signal's name or the exit code. */
  get ended(): Promise<string> {
    return this.#ended.promise;
  }

  /** Calls a method in the process and returns its result. */
  async call(method: string, args: unknown[]): Promise<unknown> {
    this.#calls += 1;
    const id = this.#calls;
    const answer = Promise.withResolvers<unknown>();
    this.#pending.set(id, answer);
    this.#send({ type: 'call', id, method, args });
    return answer.promise;
  }

  /** Kills the process with SIGKILL, so that it cannot close anything. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#send({ type: 'close' });
    const late = setTimeout(() => this.kill(), MAX_CLOSE_MS);
    await this.ended;
    clearTimeout(late);
  }

  #send(message: ToProgram): void {
    if (!this.#process.connected) return this.#rejectAll('it has exited');
    // If sending fails, the exit of the process reports why.
    this.#process.send(message, () => {});
  }

  #receive(message: FromProgram): void {
    if (message.type === 'stopped') {
      this.#stoppedBy = message.error.message;
      this.kill();
    } else if (message.type === 'answer' || message.type === 'rejection') {
      const pending = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.type === 'answer') pending?.resolve(message.value);
      else pending?.reject(errorFromData(message.error));
    }
  }

  #end(how: string): void {
    this.#ended.resolve(how);
    this.#rejectAll(how);
  }

  #rejectAll(how: string): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const call of pending)
      call.reject(
        new EngineProcessEndedError(`The process of the engine has exited (${how}). Start it again.`),
      );
  }
}
