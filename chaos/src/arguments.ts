import { parseArgs } from 'node:util';
import { messageOf } from '@mcp-agent/core/engine';
import { type Fault, FAULTS } from './services/fault.ts';

/** The arguments of the command. */
export interface Arguments {
  readonly workflows: number;
  readonly kills: number;
  readonly workers: number;
  readonly seed: number;
  readonly fault?: Fault;
}

const DEFAULTS = {
  workflows: '30',
  kills: '10',
  workers: '4',
} as const;

/** The largest seed. */
const MAX_NUMBER = 2 ** 32 - 1;

/** Reads the arguments of the command. Ends the process with code 2 if one is not valid. */
export function readArguments(args: readonly string[]): Arguments {
  const values = parsed(args);
  const fault = FAULTS.find((name) => name === values.fault);
  if (values.fault !== undefined && fault === undefined) {
    fail(`--fault ${values.fault}: unknown fault. The faults are ${FAULTS.join(', ')}.`);
  }
  return {
    workflows: integer('workflows', values.workflows, 1),
    kills: integer('kills', values.kills, 0),
    workers: integer('workers', values.workers, 1),
    seed: integer('seed', values.seed, 0),
    ...(fault !== undefined && { fault }),
  };
}

type Values = Readonly<Record<'workflows' | 'kills' | 'workers' | 'seed', string>> & {
  readonly fault?: string;
};

function parsed(args: readonly string[]): Values {
  try {
    return parseArgs({
      args: args.filter((argument) => argument !== '--'),
      options: {
        workflows: { type: 'string', default: DEFAULTS.workflows },
        kills: { type: 'string', default: DEFAULTS.kills },
        workers: { type: 'string', default: DEFAULTS.workers },
        seed: { type: 'string', default: `${Math.floor(Math.random() * 1e9)}` },
        fault: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return fail(messageOf(error));
  }
}

function integer(name: string, text: string, min: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : -1;
  if (value >= min && value <= MAX_NUMBER) return value;
  return fail(`--${name} ${text}: use a whole number from ${min} to ${MAX_NUMBER}.`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
