/** Returns the name of this worker: the second argument of its process. */
export function workerName(): string {
  const [, name] = process.argv.slice(2);
  if (name === undefined) throw new Error('The second argument must be the name of the worker.');
  return name;
}
