import { serveSlices } from '../../measure/in-program.ts';

// The floor: an async function that is called, with an id, and nothing else.
const runs = new Map<string, Promise<null>>();

async function run(): Promise<void> {
  const id = crypto.randomUUID();
  const result = (async () => null)();
  runs.set(id, result);
  await result;
  runs.delete(id);
}

await serveSlices(run);
