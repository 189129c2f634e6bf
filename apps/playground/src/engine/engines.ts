import type { Config } from '@mcp-agent/config';
import type { Workflows } from '../source/load-workflows.ts';
import { Engine, type EngineKind, type EngineListener } from './engine.ts';

const EXECUTOR_PROGRAM = new URL('programs/executor.ts', import.meta.url);

/** What engines are made of. */
export interface EnginesOptions {
  readonly config: Config;
  /** The file of the workflows, and what it exports. */
  readonly file: URL;
  readonly workflows: Workflows;
  /** Ends the opening of an engine. */
  readonly signal: AbortSignal;
  readonly listener: EngineListener;
}

/** The engines that workflows can be run on here, the one that the configuration names first. */
export class Engines implements AsyncDisposable {
  readonly #engines: ReadonlyMap<string, Engine>;

  constructor({ config, file, workflows, signal, listener }: EnginesOptions) {
    const names = new Set([config.executionEngine, 'asyncio', 'temporal']);
    const make = (name: string): Engine =>
      new Engine(
        name === 'temporal' ? temporal(config, workflows) : inProcess(name, config),
        file,
        signal,
        listener,
      );
    this.#engines = new Map([...names].map((name) => [name, make(name)]));
  }

  get names(): readonly string[] {
    return [...this.#engines.keys()];
  }

  list(): readonly Engine[] {
    return [...this.#engines.values()];
  }

  get(name: string): Engine | undefined {
    return this.#engines.get(name);
  }

  /** Finds out whether Temporal can be had on this machine, before anybody wants it. */
  async lookForMissing(config: Config): Promise<void> {
    const { missingTemporal } = await import('./missing-temporal.ts');
    const missing = await missingTemporal(config);
    const engine = this.get('temporal');
    if (engine !== undefined && missing !== undefined) engine.missing = missing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.list().map((engine) => engine[Symbol.asyncDispose]()));
  }
}

function temporal(config: Config, workflows: Workflows): EngineKind {
  return {
    name: 'temporal',
    durable: true,
    starting: 'Bundling the workflow file for its worker...',
    started: (pid) => `The worker is process ${pid}.`,
    prepare: async (onProgress, signal) => {
      // Only now: who runs in memory waits for nothing of Temporal's.
      const { prepareTemporal } = await import('./temporal.ts');
      return prepareTemporal({ config, onProgress, signal }, workflows);
    },
  };
}

/** The engine in memory, or a third party's. */
function inProcess(name: string, config: Config): EngineKind {
  return {
    name,
    durable: false,
    started: (pid) =>
      `${name === 'asyncio' ? 'In memory' : `From the package ${name}`}, in a process of its own (${pid}).`,
    prepare: async () => ({
      program: EXECUTOR_PROGRAM,
      config: { ...config, executionEngine: name },
      [Symbol.asyncDispose]: async () => {},
    }),
  };
}
