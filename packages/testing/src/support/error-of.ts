import { inspect } from 'node:util';

/**
 * Returns the error that a promise rejects with, for assertions on its fields.
 *
 * @throws Error when the promise resolves
 */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`The promise resolved with ${inspect(value)}, but a rejection was expected.`);
}
