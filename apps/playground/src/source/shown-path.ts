import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url));

/** A file's path as people are shown it: from the repository on, where it is of this one. */
export function shownPath(file: URL): string {
  const path = fileURLToPath(file);
  const within = relative(REPOSITORY, path);
  return within.startsWith('..') ? path : within.replaceAll('\\', '/');
}
