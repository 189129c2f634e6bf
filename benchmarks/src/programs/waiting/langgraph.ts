import { entrypoint, interrupt, MemorySaver } from '@langchain/langgraph';
import { report } from '../../measure/in-program.ts';
import { heapPerWaiting } from '../../measure/waiting.ts';

const waits = entrypoint({ name: 'waits', checkpointer: new MemorySaver() }, async () => {
  interrupt('go');
  return null;
});
let threads = 0;

// Fewer: each takes half a millisecond to start.
report(
  await heapPerWaiting(async () => {
    threads += 1;
    await waits.invoke({}, { configurable: { thread_id: String(threads) } });
  }, 10_000),
);
