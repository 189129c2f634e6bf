import { reportUse, type Use } from './code-watch.ts';
import { type Patch, wrapValue } from './patches.ts';

/** The methods of `console` in Temporal's isolate. */
export const CONSOLE_METHODS: readonly string[] = ['log', 'warn', 'error', 'info', 'debug'];

/** Patches that report watched workflow code that calls a method of `console` that the isolate lacks. */
export const CONSOLE_PATCHES: readonly Patch[] = Object.keys(console)
  .filter((name) => !CONSOLE_METHODS.includes(name))
  .map((name) =>
    wrapValue(console, name, (real) => {
      const use: Use = {
        kind: 'global',
        message: `console.${name} does not exist in a workflow on Temporal: use ctx.logger or console.log.`,
        optional: true,
      };
      const call = function (this: unknown, ...args: unknown[]): unknown {
        reportUse(call, use);
        return real.apply(this, args);
      };
      return call;
    }),
  );
