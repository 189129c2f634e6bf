import { registerHooks } from 'node:module';

// Imports the packages for a workflow in memory, and prints the files that this loads.
const loaded: string[] = [];
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) loaded.push(url);
    return next(url, context);
  },
});
await import('@mcp-agent/core');
await import('@mcp-agent/executor-asyncio');
await import('@mcp-agent/llm-openai');
console.log(JSON.stringify(loaded));
