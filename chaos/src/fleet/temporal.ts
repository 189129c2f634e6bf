import { setTimeout as wait } from 'node:timers/promises';
import { startTemporalServer, type TemporalServer, type TemporalSource } from '@mcp-agent/testing/temporal';
import { until } from '@mcp-agent/testing/support';
import type { Signalled } from './managed-process.ts';
import { processesWith } from './processes.ts';

/** All sources except a server that runs already: this one is killed. */
const SOURCES: readonly TemporalSource[] = ['environment binary', 'PATH', 'cache', 'download', 'pip'];

/** A time without a server. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

/** A Temporal server with a data file, which can be killed and started again at its port. */
export class RestartableTemporal {
  readonly outages: Outage[] = [];
  readonly #port: number;
  readonly #dataFile: string;
  #server: TemporalServer | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(port: number, dataFile: string) {
    this.#port = port;
    this.#dataFile = dataFile;
  }

  /** @throws TemporalUnavailableError if there is no server */
  async start(): Promise<void> {
    this.#server = await startTemporalServer({
      port: this.#port,
      dataFile: this.#dataFile,
      sources: SOURCES,
      onProgress: () => {},
    });
  }

  /** Kills the server, and starts another one with its data. */
  kill(downMs: number): Promise<Signalled> {
    const result = this.#last.then(async () => {
      const pid = await this.#pid();
      const at = Date.now();
      process.kill(pid, 'SIGKILL');
      // The guard of the old server ends, before the port is taken again.
      await until('the killed Temporal server has ended', async () => (await this.#pids()).length === 0);
      await wait(downMs);
      await this.start();
      this.outages.push({ from: at, to: Date.now() });
      return { pid, at };
    });
    this.#last = result.catch(() => {});
    return result;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#server?.close();
  }

  async #pid(): Promise<number> {
    const [pid] = await this.#pids();
    if (pid === undefined) throw new Error(`No Temporal server runs with the data file ${this.#dataFile}.`);
    return pid;
  }

  /** Returns the process IDs of the server. Its guard has the data file in its arguments, too, but is a Node process. */
  async #pids(): Promise<number[]> {
    const lines = await processesWith(this.#dataFile);
    return lines.filter(({ command }) => !command.startsWith(process.execPath)).map(({ pid }) => pid);
  }
}
