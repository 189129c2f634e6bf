import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Arguments {
  readonly help: boolean;
  /** Default: the configuration's. */
  readonly engine?: 'asyncio' | 'temporal';
  /** Ask this, print, and exit. */
  readonly once?: string;
  readonly port?: number;
  /** A file of the user's own workflows. */
  readonly workflows?: string;
}

/** The command line asks for something that there is not. */
export class UsageError extends Error {}

/** @throws {@link UsageError} saying what is wrong with it */
export function parseArguments(args: readonly string[]): Arguments {
  const { engine, once, port, workflows, help } = parse(args);
  if (engine !== undefined && engine !== 'asyncio' && engine !== 'temporal') {
    throw new UsageError(`--engine is "${engine}". It is asyncio or temporal.`);
  }
  if (once?.trim() === '') throw new UsageError('--once needs a question: --once "What is ...?"');
  if (workflows !== undefined && once !== undefined) {
    throw new UsageError('--once asks the built-in workflow: leave it away, or --workflows.');
  }
  const number = Number(port);
  if (port !== undefined && !(/^\d+$/.test(port) && number <= 65_535)) {
    throw new UsageError(`--port is "${port}". It is a number from 0 (any that is free) to 65535.`);
  }
  return {
    help: help ?? false,
    ...(engine !== undefined && { engine }),
    ...(once !== undefined && { once }),
    ...(port !== undefined && { port: number }),
    ...(workflows !== undefined && { workflows }),
  };
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      // Some package managers hand on the -- that was meant for them.
      args: args[0] === '--' ? args.slice(1) : [...args],
      options: {
        engine: { type: 'string' },
        once: { type: 'string' },
        port: { type: 'string' },
        workflows: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
    const [stray] = positionals;
    if (stray === undefined) return values;
    throw new UsageError(`"${stray}" is no option. A question goes in quotes after --once.`);
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error;
    // What follows is about arguments that begin with a hyphen, of which there are none.
    const [what = ''] = error.message.split(/\. To |\n/, 1);
    throw new UsageError(`${what}.`, { cause: error });
  }
}
