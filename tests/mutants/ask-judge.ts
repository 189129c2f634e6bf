import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testTimeout } from '@mcp-agent/testing/support';
import { isVerdict, type Look, type Verdict } from './verdict.ts';

const JUDGE = fileURLToPath(new URL('judge.ts', import.meta.url));

/** Time to start the process, load the engine, and exit, in addition to the cases. */
const OVERHEAD_MS = testTimeout(120_000);

/**
 * Runs the cases of some requirements against a mutant in a separate process, so that no fault, not even an endless
 * loop, affects the test.
 *
 * @param fault the mutant's fault; empty for the original engine
 * @throws Error when the mutant cannot be loaded, which is not a rejection
 */
export async function askJudge(fault: string, looks: readonly Look[]): Promise<Verdict[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-agent-mutant-'));
  try {
    return await askIn(folder, fault, looks);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param folder temporary folder of the process, for files that hanging cases leave behind */
async function askIn(folder: string, fault: string, looks: readonly Look[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const judge = fork(
    JUDGE,
    [fault, ...looks.map(({ requirement, limitMs }) => `${requirement}=${limitMs}`)],
    {
      // Without the options of vitest's process.
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
    // It hung, and the process was killed.
    ...untold.map(({ requirement, limitMs }): Verdict => ({
      requirement,
      outcome: 'timed out',
      error: 'it never let go of its thread',
      ms: limitMs,
    })),
  ];
}

/** Returns the environment of this process without vitest's variables. */
function environment(folder: string): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'))),
    TMPDIR: folder,
    TEMP: folder,
    TMP: folder,
    // Most modules are the same for all mutants: compile them once.
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(tmpdir(), 'node-compile-cache'),
  };
}
