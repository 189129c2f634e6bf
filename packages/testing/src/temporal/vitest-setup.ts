import type { ProvidedContext } from 'vitest';
import type { TestProject } from 'vitest/node';
import { TemporalUnavailableError } from './errors.ts';
import { writeToStderr } from './progress.ts';
import { type StartTemporalServerOptions, startTemporalServer } from './server.ts';
import type { TemporalSource } from './source.ts';

/** What the test files of a run are told of its server: that it is there, or why not. */
export type ProvidedTemporal =
  | {
      readonly available: true;
      readonly address: string;
      readonly namespace: string;
      readonly source: TemporalSource;
    }
  | { readonly available: false; readonly reason: string };

declare module 'vitest' {
  interface ProvidedContext {
    /** Provided by `@mcp-agent/testing/temporal-setup`. */
    mcpAgentTemporal: ProvidedTemporal;
  }
}

/** A vitest global set-up: it returns what ends the server after the run. */
export type TemporalSetup = (project: TestProject) => Promise<() => Promise<void>>;

/**
 * Makes a vitest global set-up that has one Temporal server for the whole run, for a server with options of
 * its own; without any, name this module in the configuration:
 *
 * ```ts
 * // vitest.config.ts
 * export default defineConfig({ test: { globalSetup: '@mcp-agent/testing/temporal-setup' } });
 * ```
 *
 * When no server can be had, the reason is printed and the tests of `describeWithTemporal` are skipped with
 * it in their names. With `CI=true` it is a failure instead: a skipped test must not pass for one that ran. A
 * server that was found and does not start fails the run everywhere.
 *
 * @throws what `startTemporalServer` throws; {@link TemporalUnavailableError} only with `CI=true`
 */
export function temporalSetup(options: StartTemporalServerOptions = {}): TemporalSetup {
  return async (project) => {
    // A run of several projects has one server: the first that asks gets it, and the root's context tells all.
    const root = project.vitest.getRootProject();
    const provided: Partial<ProvidedContext> = root.getProvidedContext();
    if (provided.mcpAgentTemporal !== undefined) return async () => {};
    try {
      const { address, namespace, source, close } = await startTemporalServer(options);
      root.provide('mcpAgentTemporal', { available: true, address, namespace, source });
      return close;
    } catch (error) {
      if (isCi(options.env ?? process.env) || !TemporalUnavailableError.isInstance(error)) throw error;
      (options.onProgress ?? writeToStderr)(`Tests on Temporal are SKIPPED. ${error.message}`);
      root.provide('mcpAgentTemporal', { available: false, reason: shortReason(error) });
      return async () => {};
    }
  };
}

const setup: TemporalSetup = temporalSetup();
export default setup;

/** One line, for the names of tests. */
function shortReason(error: TemporalUnavailableError): string {
  // When one attempt was final, it is the last one; otherwise the last one is what could still have helped.
  const last = error.attempts.at(-1);
  return last === undefined ? firstLine(error.message) : `${last.source}: ${firstLine(last.reason)}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function isCi(env: Readonly<Record<string, string | undefined>>): boolean {
  return /^(true|1)$/i.test(env['CI'] ?? '');
}
