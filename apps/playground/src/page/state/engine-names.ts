const NAMES: Readonly<Record<string, string>> = { asyncio: 'In memory', temporal: 'Temporal' };

/** An engine as people call it. */
export function engineName(engine: string): string {
  return NAMES[engine] ?? engine;
}

/** What the process is that works on an engine's runs. */
export function processName(engine: string): string {
  return engine === 'temporal' ? 'worker' : 'process';
}
