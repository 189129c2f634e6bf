import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testTimeout } from '@mcp-agent/testing/support';
import { isVerdict, type Look, type Verdict } from './verdict.ts';

const JUDGE = fileURLToPath(new URL('judge.ts', import.meta.url));

/** Beside the cases' own time: to start, to load the engine, and to end. */
const OVERHEAD_MS = testTimeout(120_000);

/**
 * Has the cases of some requirements run against a mutant in a process of its own: whatever a fault does to
 * it, a loop without end too, it does to nobody else.
 *
 * @param fault the mutant; empty for the engine as it is
 * @throws when the mutant cannot be loaded: that rejects nothing
 */
export async function askJudge(fault: string, looks: readonly Look[]): Promise<Verdict[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-agent-mutant-'));
  try {
    return await askIn(folder, fault, looks);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param folder for what the cases leave behind, which those do that are waiting when the process ends */
async function askIn(folder: string, fault: string, looks: readonly Look[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const judge = fork(
    JUDGE,
    [fault, ...looks.map(({ requirement, limitMs }) => `${requirement}=${limitMs}`)],
    {
      // Not as the test's own process, which is vitest's.
      execArgv: [],
      env: environment(folder),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  judge.on('message', (message: unknown) => {
    if (isVerdict(message)) verdicts.push(message);
  });
  let said = '';
  judge.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const timeoutMs = looks.reduce((sum, { limitMs }) => sum + limitMs, OVERHEAD_MS);
  const timer = setTimeout(() => judge.kill('SIGKILL'), timeoutMs);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  judge.on('close', resolve).on('error', reject);
  const code = await promise.finally(() => clearTimeout(timer));
  if (code !== null && code !== 0) throw new Error(`The mutant "${fault}" cannot be looked at:\n${said}`);
  const untold = looks.slice(verdicts.length);
  return [
    ...verdicts,
    // It never came back: the process was ended.
    ...untold.map(({ requirement, limitMs }): Verdict => ({
      requirement,
      outcome: 'timed out',
      error: 'it never let go of its thread',
      ms: limitMs,
    })),
  ];
}

/** As this process has it, less what vitest put there. */
function environment(folder: string): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'))),
    TMPDIR: folder,
    TEMP: folder,
    TMP: folder,
    // Most of what is loaded is the same for all mutants: it is compiled once.
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(tmpdir(), 'node-compile-cache'),
  };
}
