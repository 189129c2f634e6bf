import { viewError } from '../runs/error-view.ts';
import { isDebugging } from '../settings/settings.ts';
import { clean, type Screen } from './screen.ts';

/** Writes an error and its causes, each with its code; the stacks only for who looks for a fault (DEBUG). */
export function printFailure(failure: unknown, screen: Screen): void {
  for (const { code, message } of viewError(failure)) {
    screen.line(`${screen.style('red', `${code}:`)} ${clean(message)}`);
  }
  if (isDebugging()) console.error(failure);
}
