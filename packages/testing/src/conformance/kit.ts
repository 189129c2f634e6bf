import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Executor } from '@mcp-agent/core';
import { testTimeout } from '../test-timeout.ts';
import type { RequirementId } from './requirements.ts';

/** What a case is given: the executor under test, and ways to see what its activities did. */
export interface Kit {
  readonly executor: Executor;
  /** Makes another executor of the engine, for a case that closes it. */
  another(): Promise<Executor>;
  /** A workflow id that no other case uses. */
  id(): string;
  /** A file for activities to leave marks in; it is not there yet. */
  file(): string;
  /** The marks that were left in a file so far. */
  marks(file: string): Promise<string[]>;
}

/** A case: what it shows, and how. */
export interface Case {
  readonly requirement: RequirementId;
  run(kit: Kit): Promise<void>;
}

/** Collects the cases of one concern. */
export class Cases {
  readonly list: Case[] = [];

  /** Adds a case that shows that a requirement is kept. */
  readonly verifies = (requirement: RequirementId, run: (kit: Kit) => Promise<void>): void => {
    this.list.push({ requirement, run });
  };
}

/**
 * Makes the kit of an executor. Close it to remove the files.
 *
 * @param another makes another executor of the engine. Default: there is none
 */
export async function createKit(
  executor: Executor,
  another: Kit['another'] = noOther,
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

const UNTIL_TIMEOUT_MS = testTimeout(60_000);
const LOOK_EVERY_MS = 5;

/**
 * Polls until a condition holds, for what no engine reports.
 *
 * @param what the condition, for the error
 * @throws Error when it does not hold within a minute, times `MCP_AGENT_TEST_TIMEOUT_FACTOR`
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + UNTIL_TIMEOUT_MS;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`Not seen within ${UNTIL_TIMEOUT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** The error that a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It should have been rejected, and was not.');
}

function noOther(): Promise<never> {
  throw new Error('This case needs another executor of the engine: give `another` to the suite.');
}
