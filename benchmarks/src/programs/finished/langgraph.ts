import { entrypoint, MemorySaver } from '@langchain/langgraph';
import { beforeAndAfter } from '../../measure/after-runs.ts';
import { report } from '../../measure/in-program.ts';

function open(): () => Promise<unknown> {
  // With a checkpointer: without one it can be neither interrupted nor asked for its state.
  const empty = entrypoint({ name: 'empty', checkpointer: new MemorySaver() }, async () => null);
  let threads = 0;
  return () => {
    threads += 1;
    return empty.invoke({}, { configurable: { thread_id: String(threads) } });
  };
}

report(await beforeAndAfter(open, 10_000));
