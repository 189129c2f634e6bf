import { registerHooks } from 'node:module';
import { report } from '../../measure/in-program.ts';

// Imports the packages in its arguments.
let modules = 0;
if (process.env['BENCH_COUNT'] !== undefined) {
  registerHooks({
    load(url, context, next) {
      if (!url.startsWith('node:')) modules += 1;
      return next(url, context);
    },
  });
}
const rssBefore = process.memoryUsage().rss;
const start = performance.now();
for (const name of process.argv.slice(2)) await import(name);
const ms = performance.now() - start;
report({ ms, modules, mb: (process.memoryUsage().rss - rssBefore) / 1e6 });
