import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { testTimeout } from '@mcp-agent/testing/support';
import { parse } from 'yaml';
import { z } from 'zod';
import { runProgram } from '../process.ts';

const ROOT = dirname(
  createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json'),
);
const SUITE = join(ROOT, 'dist/index.js');

/** The client scenarios of a revision of MCP. */
export interface Requirements {
  /** Names of the scenarios that the revision requires. */
  readonly scored: readonly string[];
  /** Names of scenarios that the suite runs but does not count: extensions, and what came after the release. */
  readonly unscored: readonly string[];
}

/** The outcome of one scenario. */
export interface ScenarioResult {
  /** How many checks succeeded. */
  readonly succeeded: number;
  /** How many checks failed or warned. */
  readonly failed: number;
  /** The checks that failed or warned, and how the client failed; empty if the scenario passed. */
  readonly problems: readonly string[];
}

const RequirementsFile = z.object({
  client: z.array(z.string()),
  not_scored: z.array(z.object({ scenario: z.string(), leg: z.string() })),
});

const Checks = z.array(
  z.object({
    name: z.string(),
    description: z.string(),
    status: z.string(),
    errorMessage: z.string().optional(),
  }),
);

/** Returns the frozen requirements of a revision, as the suite's package states them. */
export function requirementsOf(revision: string): Requirements {
  const text = readFileSync(join(ROOT, `requirements/${revision}.yaml`), 'utf8');
  const { client, not_scored } = RequirementsFile.parse(parse(text));
  const unscored = not_scored.filter(({ leg }) => leg === 'client').map(({ scenario }) => scenario);
  return { scored: client, unscored };
}

/**
 * Runs one client scenario: the suite starts a server and the client, and checks the requests of the client.
 *
 * @param client the command of the client; the suite appends the URL of its server
 * @param folder where the suite writes its results
 */
export async function runScenario(
  revision: string,
  scenario: string,
  client: string,
  folder: string,
): Promise<ScenarioResult> {
  const results = await mkdtemp(join(folder, 'results-'));
  const options = ['--scenario', scenario, '--spec-version', revision, '--output-dir', results];
  const timeout = String(testTimeout(300_000));
  const { output, status } = await runProgram(
    // Extensions belong to no revision: the suite itself runs them with --force.
    [process.execPath, SUITE, 'client', '--command', client, '--force', '--timeout', timeout, ...options],
    folder,
    // Saves a quarter of the work: each scenario starts the same two programs.
    { NODE_COMPILE_CACHE: join(folder, 'compile-cache') },
  );
  const checks = await checksIn(results);
  const failed = checks.filter((check) => check.status === 'FAILURE' || check.status === 'WARNING');
  const problems = failed.map(
    (check) => `${check.name}: ${check.description}${check.errorMessage ? ` (${check.errorMessage})` : ''}`,
  );
  if (status !== 0) {
    const exit = /Client exited with code.*(?=Results saved)/s.exec(output)?.[0];
    if (exit !== undefined) problems.push(exit);
    else if (problems.length === 0) problems.push(output);
  }
  const succeeded = checks.filter((check) => check.status === 'SUCCESS').length;
  return { succeeded, failed: failed.length, problems };
}

async function checksIn(folder: string): Promise<z.infer<typeof Checks>> {
  const files = await readdir(folder, { recursive: true });
  const file = files.find((name) => name.endsWith('checks.json'));
  return file === undefined ? [] : Checks.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
}
