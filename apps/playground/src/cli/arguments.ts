import { parseArgs } from 'node:util';

/** The parsed command line. */
export interface Arguments {
  readonly help: boolean;
  /** Default: the engine of the configuration. */
  readonly engine?: 'asyncio' | 'temporal';
  /** A question to ask before exiting. */
  readonly once?: string;
  readonly port?: number;
  /** A file with the user's own workflows. */
  readonly workflows?: string;
}

/** The command line is invalid. */
export class UsageError extends Error {}

/** @throws {@link UsageError} */
export function parseArguments(args: readonly string[]): Arguments {
  const { engine, once, port, workflows, help } = parse(args);
  if (engine !== undefined && engine !== 'asyncio' && engine !== 'temporal') {
    throw new UsageError(`Option --engine "${engine}" is not valid: the engine must be asyncio or temporal.`);
  }
  if (once?.trim() === '')
    throw new UsageError('Option --once is not valid: the question is empty. Write --once "What is ...?".');
  if (workflows !== undefined && once !== undefined) {
    throw new UsageError(
      'Options --once and --workflows conflict: --once runs the built-in workflow. Omit one of them.',
    );
  }
  const number = Number(port);
  if (port !== undefined && !(/^\d+$/.test(port) && number <= 65_535)) {
    throw new UsageError(
      `Option --port "${port}" is not valid: the port must be a number from 0 (any free port) to 65535.`,
    );
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
      // Some package managers forward the `--` that was meant for them.
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
    throw new UsageError(
      `Argument "${stray}" is not an option. To ask a question, write it in quotes after --once.`,
    );
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error;
    // The rest of the message is about arguments that begin with a hyphen.
    const [what = ''] = error.message.split(/\. To |\n/, 1);
    throw new UsageError(`${what}.`, { cause: error });
  }
}
