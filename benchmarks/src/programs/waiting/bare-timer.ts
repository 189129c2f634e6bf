import { report } from '../../measure/in-program.ts';
import { heapPerWaiting } from '../../measure/heap-per-run.ts';

async function waits(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 3_600_000);
  });
}

report(
  await heapPerWaiting(async () => {
    void waits();
  }),
);
