import { serveSlices } from '../../measure/in-program.ts';

// The lower bound: an async function with an ID.
const runs = new Map<string, Promise<null>>();

async function run(): Promise<void> {
  const id = crypto.randomUUID();
  const result = (async () => null)();
  runs.set(id, result);
  await result;
  runs.delete(id);
}

await serveSlices(run);
