import type { WorkflowHandle } from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { generation, next } from '../workflows/chains.ts';
import type { Odd } from '../workflows/odd.ts';

/** A retry policy with short, equal delays. */
export const QUICK = { initialInterval: 10, backoffCoefficient: 1 } as const;

/** Waits until the workflow has started its first step. */
export async function begun(handle: { history(): Promise<unknown[]> }): Promise<void> {
  await until('the workflow has started a step', async () => (await handle.history()).length > 0);
}

/** Makes a child that has just started continue as new. */
export async function continued(child: WorkflowHandle<unknown>): Promise<void> {
  await until('the child runs', () => isRun(child, 1));
  await child.signal(next);
  await until('the child has continued', () => isRun(child, 2));
}

/** Whether a child of the workflow `generations` is in the given run. */
export async function isRun(child: WorkflowHandle<unknown>, number: number): Promise<boolean> {
  try {
    return (await child.query(generation)) === number;
  } catch {
    // The child has not started.
    return false;
  }
}

/** Whether a described workflow is running. */
export async function runs(described: Promise<{ status: string }>): Promise<boolean> {
  try {
    return (await described).status === 'running';
  } catch {
    return false;
  }
}

/** A call that passes an invalid value. */
export type OddCall = (odd: <T>() => T) => Promise<unknown>;

/** Returns the error code of each call with each value. */
export async function codesOf(
  calls: Readonly<Record<string, OddCall>>,
  values: readonly string[],
): Promise<string[]> {
  const codes: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    for (const json of values) {
      const error = errorToData(await errorOf(call(() => JSON.parse(json))));
      codes.push(`${name} ${json}: ${error.code}`);
    }
  }
  return codes;
}

/** A number of microtasks in which any message reaches its workflow. */
export const LONG_TURN = 300;

/** The errors that arrive for thrown odd values. */
export const ODD: Readonly<Partial<Record<Odd, { readonly type?: string; readonly message: unknown }>>> = {
  surrogate: { type: 'Error', message: 'lone \ufffd end' },
  surrogateType: { message: 'odd type' },
  bare: { type: 'object', message: expect.stringMatching(/./) },
  getter: { type: 'Error', message: expect.stringMatching(/./) },
  proxy: { message: expect.stringMatching(/./) },
  traps: { message: 'trapped' },
  errors: { type: 'AggregateError', message: 'many' },
  reserved: { type: 'ApplicationError', message: 'named' },
  symbol: { type: 'symbol', message: 'Symbol(odd)' },
  nothing: { type: 'undefined', message: 'undefined' },
};

/** Returns the entries of a record, with the type of its keys. */
export function entriesOf<K extends string, V>(
  record: Readonly<Partial<Record<K, V>>>,
): [K, V | undefined][] {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys.map((key) => [key, record[key]]);
}
