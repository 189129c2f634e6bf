// An MCP server that fails at its first four starts. Argument: a file that counts them.
import { appendFileSync, readFileSync, rmSync } from 'node:fs';

const [, , file = ''] = process.argv;
appendFileSync(file, '.');
if (readFileSync(file, 'utf8').length <= 4) {
  process.stderr.write('the ink is still wet\n');
  process.exit(4);
}
rmSync(file);
process.argv.length = 2;
await import('./tools-server.ts');
