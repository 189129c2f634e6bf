import { createExecutor } from '@mcp-agent/config';
import type { Engine, EngineOptions } from './engine.ts';

/** Opens an engine that is its executor and nothing else: the one in memory, or a third party's. */
export async function openFromConfig(
  name: string,
  { config, onProgress, signal }: EngineOptions,
): Promise<Engine> {
  const executor = await createExecutor({ ...config, executionEngine: name }, { cwd: import.meta.dirname });
  if (signal.aborted) await executor.close();
  signal.throwIfAborted();
  onProgress(name === 'asyncio' ? 'In memory, in this process.' : `From the package ${name}.`);
  return {
    name,
    executor,
    broken: Promise.withResolvers<never>().promise,
    [Symbol.asyncDispose]: () => executor.close(),
  };
}
