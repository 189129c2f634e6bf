import { entrypoint, MemorySaver } from '@langchain/langgraph';
import { beforeAndAfter } from '../../measure/finished-runs.ts';
import { report } from '../../measure/in-program.ts';

function open(): () => Promise<unknown> {
  // Interrupts and state queries need a checkpointer.
  const empty = entrypoint({ name: 'empty', checkpointer: new MemorySaver() }, async () => null);
  let threads = 0;
  return () => {
    threads += 1;
    return empty.invoke({}, { configurable: { thread_id: String(threads) } });
  };
}

report(await beforeAndAfter(open, 10_000));
