import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Executor } from '@mcp-agent/core';

/** What a case receives: the executor under test, and ways to observe what its activities did. */
export interface Kit {
  readonly executor: Executor;
  /** Creates another executor of the engine, for a case that closes it. */
  another(): Promise<Executor>;
  /** Returns a new workflow ID. */
  id(): string;
  /** Returns the path of a new file, which does not exist yet, for activities to write marks to. */
  file(): string;
  /** Returns the marks in a file, one for each line. */
  marks(file: string): Promise<string[]>;
}

/**
 * Creates the kit for an executor. Close it to delete the files.
 *
 * @param another creates another executor of the engine. Default: not available
 */
export async function createKit(
  executor: Executor,
  another: Kit['another'] = notAvailable,
): Promise<Kit & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-agent-conformance-'));
  return {
    executor,
    another,
    id: () => `conformance-${randomUUID()}`,
    file: () => join(folder, randomUUID()),
    marks: async (file) =>
      existsSync(file) ? (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '') : [],
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function notAvailable(): Promise<never> {
  throw new Error('The case needs another executor of the engine. Pass `another`.');
}
