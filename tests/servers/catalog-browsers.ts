import { findBrowser } from '../../apps/playground/src/test-support/browser/find-browser.ts';
import type { ServerCase } from './server-case.ts';

const PAGE = 'data:text/html,<title>Hi</title><h1>Hello</h1>';

/** Servers that drive a browser: with the Chromium of the playground's tests. */
export async function browserServers(): Promise<readonly ServerCase[]> {
  const browser = await findBrowser();
  if ('why' in browser) throw new Error(`There is no browser for the servers: ${browser.why}.`);
  return [
    ...(['stdio', 'HTTP, sessions', 'HTTP+SSE'] as const).map((transport): ServerCase => ({
      name: 'playwright-mcp',
      package: { registry: 'npm', spec: '@playwright/mcp@0.0.83' },
      language: 'TypeScript',
      transport,
      command: (at, port) => [
        ...at.program('playwright-mcp'),
        '--headless',
        '--isolated',
        '--no-sandbox',
        `--executable-path=${browser.path}`,
        ...(transport === 'stdio' ? [] : ['--port', String(port)]),
      ],
      call: { tool: 'browser_navigate', arguments: { url: PAGE }, expected: /Hello|Title: Hi/ },
    })),
    {
      name: 'chrome-devtools-mcp',
      package: { registry: 'npm', spec: 'chrome-devtools-mcp@1.11.0' },
      language: 'TypeScript',
      transport: 'stdio',
      command: (at) => [
        ...at.program('chrome-devtools-mcp'),
        '--headless',
        '--isolated',
        '--no-usage-statistics',
        `--executablePath=${browser.path}`,
        ...browser.args.map((argument) => `--chromeArg=${argument}`),
      ],
      call: { tool: 'new_page', arguments: { url: PAGE }, expected: /data:text\/html/ },
    },
  ];
}
