import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { stdioServer } from './fixtures/harness.ts';

test('importing the package does not load the MCP SDK; the first connection does', () => {
  const { settings } = stdioServer();
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({
      resolve(specifier, context, next) {
        const found = next(specifier, context);
        loaded.push(found.url);
        return found;
      },
    });
    const { McpConnections } = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)});
    const atImport = loaded.splice(0);
    const connections = new McpConnections({ mcp: { servers: { one: ${JSON.stringify(settings)} } } });
    await connections.listTools('one', { signal: new AbortController().signal });
    await connections.close();
    console.log(atImport.join());
    console.log(loaded.join());`;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  const [atImport, later] = said.trim().split('\n');
  expect(atImport).toMatch(/\/mcp\/src\/connections\.ts/);
  expect(atImport).not.toContain('node_modules');
  expect(later).toContain('@modelcontextprotocol');
});
