import { randomUUID } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startStandInModel, type StandInModel, type StandInTurn } from '@mcp-agent/testing/model';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { describeOnBothEngines } from '../on-both-engines.ts';
import { shopSettings } from './settings.ts';
import { askTwice, hang } from './workflows.ts';

let model: StandInModel;
const folder = mkdtempSync(join(tmpdir(), 'mcp-agent-'));

beforeAll(async () => {
  model = await startStandInModel({
    script: ({ messages }): StandInTurn => {
      const last = messages.at(-1);
      const asked = last?.role === 'user' ? /^use (\w+)$/.exec(last.text)?.[1] : undefined;
      return asked === undefined
        ? { text: messages.map(({ role, text }) => `${role}: ${text}`).join('\n') }
        : { toolCalls: [{ name: asked, arguments: {} }] };
    },
  });
});

afterAll(async () => {
  await model.close();
  rmSync(folder, { recursive: true, force: true });
});

function calls(): string[] {
  try {
    return readFileSync(join(folder, 'calls'), 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

const files = {
  workflows: new URL('workflows.ts', import.meta.url),
  settings: () => ({
    mcp: { servers: { shop: shopSettings(folder) } },
    openai: { baseUrl: model.baseUrl, apiKey: model.apiKey, defaultModel: 'stand-in' },
    anthropic: { baseUrl: model.origin, apiKey: model.apiKey, defaultModel: 'stand-in' },
  }),
};

describeOnBothEngines('a tool that fails', files, (engine) => {
  test.each(['openai', 'anthropic'] as const)(
    'M1.6: the model of %s receives an error of the server, and the run continues',
    async (provider) => {
      const { first, second } = await engine().executeWorkflow(askTwice, { tool: 'refuse', provider });
      expect(first).toContain('The till is locked. (-32603)');
      expect(second).toContain('and now?');
    },
  );

  test.each(['openai', 'anthropic'] as const)(
    'M1.6: after an outcome that is unknown, the conversation with %s can be continued',
    async (provider) => {
      const before = calls().length;
      const { first, second } = await engine().executeWorkflow(askTwice, { tool: 'die', provider });
      expect(first).toBe('TOOL_OUTCOME_UNKNOWN');
      // Each tool call has its result, as the services demand.
      expect(second).toMatch(
        /user: use die\n.*tool: .*outcome of tool "die".* is unknown.*\nuser: and now\?$/s,
      );
      expect(calls().slice(before)).toEqual(['die']);
    },
  );
});

test('M3.6: a tool call may take as long as readTimeoutSeconds says', async () => {
  const long = { ...shopSettings(folder), readTimeoutSeconds: 1_200 };
  await using executor = new AsyncioExecutor({ mcp: { servers: { shop: long } }, logger: { type: 'none' } });
  const before = calls().length;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  // Before the executor closes, which needs the timers of Node.
  using _timers = { [Symbol.dispose]: () => void vi.useRealTimers() };
  const handle = await executor.startWorkflow(hang, undefined);
  await expect.poll(() => calls().length).toBe(before + 1);
  await vi.advanceTimersByTimeAsync(1_190_000);
  expect((await handle.describe()).status).toBe('running');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await handle.result()).toBe('TOOL_OUTCOME_UNKNOWN');
});

describeWithTemporal('a tool call whose worker dies', ({ address }) => {
  test('M2.4: its outcome is unknown also after two attempts in which the server did not start', async () => {
    const taskQueue = `failed-tools-${randomUUID()}`;
    const own = mkdtempSync(join(tmpdir(), 'mcp-agent-'));
    onTestFinished(() => rmSync(own, { recursive: true, force: true }));
    const program = fileURLToPath(new URL('worker.ts', import.meta.url));
    const start = (): ChildProcess =>
      spawn(process.execPath, [program, address, taskQueue, own], { stdio: 'ignore' });
    const first = start();
    await using executor = new TemporalExecutor({ temporalHost: address, taskQueue, workerWait: Infinity });
    const handle = await executor.startWorkflow(hang, undefined);
    // The server starts at the third attempt.
    await expect
      .poll(() => {
        try {
          return readFileSync(join(own, 'calls'), 'utf8');
        } catch {
          return '';
        }
      })
      .toBe('hang\n');
    const ended = once(first, 'exit');
    first.kill('SIGKILL');
    await ended;
    const second = start();
    try {
      expect(await handle.result()).toBe('TOOL_OUTCOME_UNKNOWN');
      const [call] = await handle.history();
      expect(call).toMatchObject({ name: 'mcp.call_tool', attempts: 4 });
    } finally {
      second.kill('SIGTERM');
      await once(second, 'exit');
    }
  });
});
