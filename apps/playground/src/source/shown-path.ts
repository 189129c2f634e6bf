import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url));

/** Returns the path to show for a file: relative to the repository, for a file of the repository. */
export function shownPath(file: URL): string {
  const path = fileURLToPath(file);
  const within = relative(REPOSITORY, path);
  return within.startsWith('..') ? path : within.replaceAll('\\', '/');
}
