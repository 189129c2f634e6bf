import { ROOT } from '../packages.ts';
import { runOrThrow } from './command.ts';

let build: Promise<void> | undefined;

/**
 * Builds all published packages, once in a process. What is unchanged comes from turbo's cache.
 *
 * @throws Error with the output of the tool when a package cannot be built
 */
export function buildPackages(): Promise<void> {
  build ??= runOrThrow(['turbo', 'run', 'build', '--output-logs=errors-only'], ROOT);
  return build;
}
