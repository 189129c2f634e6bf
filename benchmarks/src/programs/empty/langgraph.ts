import { entrypoint, MemorySaver } from '@langchain/langgraph';
import { serveSlices } from '../../measure/in-program.ts';

// Interrupts and state queries need a checkpointer.
const empty = entrypoint({ name: 'empty', checkpointer: new MemorySaver() }, async () => null);
let threads = 0;

function run(): Promise<unknown> {
  threads += 1;
  return empty.invoke({}, { configurable: { thread_id: String(threads) } });
}

await serveSlices(run);
