import { entrypoint, interrupt, MemorySaver } from '@langchain/langgraph';
import { report } from '../../measure/in-program.ts';
import { heapPerWaiting } from '../../measure/heap-per-run.ts';

const waits = entrypoint({ name: 'waits', checkpointer: new MemorySaver() }, async () => {
  interrupt('go');
  return null;
});
let threads = 0;

// Fewer runs, because a start takes half a millisecond.
report(
  await heapPerWaiting(async () => {
    threads += 1;
    await waits.invoke({}, { configurable: { thread_id: String(threads) } });
  }, 10_000),
);
