import { viewError } from '../runs/error-view.ts';
import { isDebugging } from '../settings/settings.ts';
import { clean, type Screen } from './screen.ts';

/** Prints an error and its causes with their codes, and the stack if DEBUG is set. */
export function printFailure(failure: unknown, screen: Screen): void {
  for (const { code, message } of viewError(failure)) {
    screen.line(`${screen.style('red', `${code}:`)} ${clean(message)}`);
  }
  if (isDebugging()) console.error(failure);
}
