import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { Ledger } from '../ledger/ledger.ts';
import { type RunFile, urlOf } from '../run-file.ts';
import { ManagedProcess, type UnplannedEnd } from './managed-process.ts';
import { RestartableTemporal } from './temporal.ts';

/** The places of the MCP servers over HTTP. */
export const HTTP_SERVERS = ['modern-http', 'legacy-http'] as const;

export type HttpServer = (typeof HTTP_SERVERS)[number];

/** What is started for a run. */
export interface FleetOptions {
  readonly run: RunFile;
  /** The path of the run file, in the folder for data and logs. */
  readonly runFile: string;
  readonly folder: string;
  /** The folder for temporary files of the processes. */
  readonly temporary: string;
  readonly workers: number;
}

/** All processes of a run. */
export class Fleet implements AsyncDisposable {
  readonly ledger: Ledger;
  readonly temporal: RestartableTemporal;
  readonly model: ManagedProcess;
  readonly servers: Readonly<Record<HttpServer, ManagedProcess>>;
  readonly workers: readonly ManagedProcess[];
  readonly #ledgerProcess: ManagedProcess;

  private constructor(
    ledger: Ledger,
    ledgerProcess: ManagedProcess,
    temporal: RestartableTemporal,
    options: FleetOptions,
  ) {
    this.ledger = ledger;
    this.#ledgerProcess = ledgerProcess;
    this.temporal = temporal;
    const start = programs(options);
    this.model = start('model', 'services/model.ts');
    this.servers = {
      'modern-http': start('modern-http', 'services/modern-server.ts', 'http'),
      'legacy-http': start('legacy-http', 'services/legacy-server.ts', 'http'),
    };
    this.workers = Array.from({ length: options.workers }, (_, index) => startWorker(options, index + 1));
  }

  /**
   * Starts all processes, and waits until they are ready.
   *
   * @throws Error if a process does not become ready
   */
  static async start(options: FleetOptions): Promise<Fleet> {
    const { run, folder } = options;
    const temporal = new RestartableTemporal(run.ports.temporal, join(folder, 'temporal.db'));
    await temporal.start();
    const ledgerProcess = programs(options)('ledger', 'ledger/program.ts');
    await ledgerProcess.ready();
    const fleet = new Fleet(await Ledger.read(urlOf(run, 'ledger')), ledgerProcess, temporal, options);
    try {
      await Promise.all(fleet.#processes().map((each) => each.ready()));
    } catch (error) {
      await fleet[Symbol.asyncDispose]();
      throw error;
    }
    return fleet;
  }

  /** Returns the ends that were not ordered. */
  unplannedEnds(): UnplannedEnd[] {
    return this.#processes().flatMap(({ unplanned }) => unplanned);
  }

  /** Ends all processes; the workers first, as in a shutdown. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.workers.map((each) => each.close()));
    await Promise.all([this.model, ...Object.values(this.servers)].map((each) => each.close()));
    await this.temporal.close();
    await this.#ledgerProcess.close();
  }

  #processes(): ManagedProcess[] {
    return [this.#ledgerProcess, this.model, ...Object.values(this.servers), ...this.workers];
  }
}

/** Returns the worker's slot of a worker's name. */
export function slotOf(worker: string): { readonly index: number; readonly generation: number } {
  const [, index, generation] = /^worker-(\d+)\.(\d+)$/.exec(worker) ?? [];
  return { index: Number(index) - 1, generation: Number(generation) };
}

type Start = (name: string, file: string, ...args: string[]) => ManagedProcess;

function programs({ runFile, folder, temporary }: FleetOptions): Start {
  return (name, file, ...args) =>
    new ManagedProcess({
      name,
      args: () => [pathOf(file), runFile, ...args],
      logFile: join(folder, `${name}.log`),
      temporary,
    });
}

function startWorker({ runFile, folder, temporary }: FleetOptions, slot: number): ManagedProcess {
  const name = `worker-${slot}`;
  return new ManagedProcess({
    name,
    args: (generation) => [pathOf('worker/program.ts'), runFile, `${name}.${generation}`],
    readyLine: 'polls task queue',
    logFile: join(folder, `${name}.log`),
    temporary,
  });
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}
