/**
 * Returns the error that a promise rejects with, for assertions on its fields.
 *
 * @throws Error when the promise resolves
 */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('The promise resolved, but a rejection was expected.');
}
