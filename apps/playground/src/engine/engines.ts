import type { Config } from '@mcp-agent/config';
import type { Engine, EngineOptions } from './engine.ts';

/** The engines that workflows can be run on here. Each is opened on first use, and kept until the end. */
export class Engines implements AsyncDisposable {
  readonly #config: Config;
  readonly #open = new Map<string, Promise<Engine>>();
  readonly #closing = new Set<Promise<void>>();

  constructor(config: Config) {
    this.#config = config;
  }

  /** The names that can be asked for, the one that the configuration names first. */
  get names(): readonly string[] {
    return [...new Set([this.#config.executionEngine, 'asyncio', 'temporal'])];
  }

  /** @throws whatever keeps the engine from opening; the next who asks tries again */
  async get(name: string, options: Omit<EngineOptions, 'config'>): Promise<Engine> {
    let opening = this.#open.get(name);
    if (opening === undefined) {
      opening = openEngine(name, { ...options, config: this.#config });
      this.#open.set(name, opening);
      opening.then(
        (engine) => engine.broken.catch(() => this.#drop(engine)),
        () => this.#open.delete(name),
      );
    }
    return opening;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const opened = await Promise.allSettled(this.#open.values());
    this.#open.clear();
    const closing = opened.map((one) =>
      one.status === 'fulfilled' ? one.value[Symbol.asyncDispose]() : undefined,
    );
    await Promise.all([...closing, ...this.#closing]);
  }

  /** The next run gets a new one. */
  #drop(engine: Engine): void {
    this.#open.delete(engine.name);
    const closing = closeBroken(engine);
    this.#closing.add(closing);
    void closing.finally(() => this.#closing.delete(closing));
  }
}

async function closeBroken(engine: Engine): Promise<void> {
  try {
    await engine[Symbol.asyncDispose]();
  } catch {
    // It says again what broke the engine, which the runs on it tell.
  }
}

/** Imports an engine's package only now: who runs in memory waits for nothing of Temporal's. */
async function openEngine(name: string, options: EngineOptions): Promise<Engine> {
  if (name === 'temporal') {
    const { openTemporal } = await import('./temporal.ts');
    return openTemporal(options);
  }
  const { openFromConfig } = await import('./from-config.ts');
  return openFromConfig(name, options);
}
