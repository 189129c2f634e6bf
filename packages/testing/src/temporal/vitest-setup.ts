import type { ProvidedContext } from 'vitest';
import type { TestProject } from 'vitest/node';
import { TemporalUnavailableError } from './errors.ts';
import { writeToStderr } from './progress.ts';
import { type StartTemporalServerOptions, startTemporalServer } from './server.ts';
import type { TemporalSource } from './source.ts';

/** The server that the set-up provides to test files, or the reason why there is none. */
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

/** A vitest global set-up. It returns the teardown, which stops the server. */
export type TemporalSetup = (project: TestProject) => Promise<() => Promise<void>>;

/**
 * Creates a vitest global set-up that starts one Temporal server for the whole run, with options. Without options, use
 * this module as the set-up:
 *
 * ```ts
 * // vitest.config.ts
 * export default defineConfig({ test: { globalSetup: '@mcp-agent/testing/temporal-setup' } });
 * ```
 *
 * If no server is available, the set-up prints the reason, and the tests of `describeWithTemporal` are skipped with the
 * reason in their names; with `CI=true`, the run fails. A server that is found but does not start always fails the run.
 *
 * @throws what `startTemporalServer` throws; {@link TemporalUnavailableError} only with `CI=true`
 */
export function temporalSetup(options: StartTemporalServerOptions = {}): TemporalSetup {
  return async (project) => {
    // The projects of a run share one server, which the first project provides in the root's context.
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

/** Formats the reason as one line for test names. */
function shortReason(error: TemporalUnavailableError): string {
  // The last attempt is the one that stopped the lookup, or the last resort.
  const last = error.attempts.at(-1);
  return last === undefined ? firstLine(error.message) : `${last.source}: ${firstLine(last.reason)}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function isCi(env: Readonly<Record<string, string | undefined>>): boolean {
  return /^(true|1)$/i.test(env['CI'] ?? '');
}
