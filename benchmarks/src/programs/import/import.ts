import { registerHooks } from 'node:module';
import { report } from '../../measure/in-program.ts';

// Imports the packages that it is given by name, in a process that has loaded nothing else.
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
const begin = performance.now();
for (const name of process.argv.slice(2)) await import(name);
const ms = performance.now() - begin;
report({ ms, modules, mb: (process.memoryUsage().rss - rssBefore) / 1e6 });
