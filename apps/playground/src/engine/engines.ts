import type { Config } from '@mcp-agent/config';
import type { Workflows } from '../source/load-workflows.ts';
import { Engine, type EngineKind, type EngineListener } from './engine.ts';

const EXECUTOR_PROGRAM = new URL('programs/executor.ts', import.meta.url);

/** Options for {@link Engines}. */
export interface EnginesOptions {
  readonly config: Config;
  /** The workflow file, and the workflows that it exports. */
  readonly file: URL;
  readonly workflows: Workflows;
  /** Aborts the opening of an engine. */
  readonly signal: AbortSignal;
  readonly listener: EngineListener;
}

/** The engines of the playground; the configured one is the first. */
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

  /** Checks whether Temporal is available on this machine, before its first use. */
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
    starting: 'Bundling the workflow file for the worker...',
    started: (pid) => `The worker runs in process ${pid}.`,
    prepare: async (onProgress, signal) => {
      // Loaded only now: the in-memory engine needs no Temporal package.
      const { prepareTemporal } = await import('./temporal.ts');
      return prepareTemporal({ config, onProgress, signal }, workflows);
    },
  };
}

/** The in-memory engine, or a third party's. */
function inProcess(name: string, config: Config): EngineKind {
  return {
    name,
    durable: false,
    started: (pid) =>
      `The ${name === 'asyncio' ? 'in-memory engine' : `engine of package ${name}`} runs in process ${pid}.`,
    prepare: async () => ({
      program: EXECUTOR_PROGRAM,
      config: { ...config, executionEngine: name },
      [Symbol.asyncDispose]: async () => {},
    }),
  };
}
