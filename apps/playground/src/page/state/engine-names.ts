const NAMES: Readonly<Record<string, string>> = { asyncio: 'In memory', temporal: 'Temporal' };

/** Returns the display name of an engine. */
export function engineName(engine: string): string {
  return NAMES[engine] ?? engine;
}

/** Returns what the engine's process is called. */
export function processName(engine: string): string {
  return engine === 'temporal' ? 'worker' : 'process';
}
