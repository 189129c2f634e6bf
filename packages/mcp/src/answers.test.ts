import type { JsonValue, ToolMessage } from '@mcp-agent/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ableTo } from './activities/able-to.ts';
import { type Asked, asker } from './fixtures/asker.ts';
import { callTool, failureOf, hostWith } from './fixtures/harness.ts';
import { program, serve } from './fixtures/serve.ts';
import type { McpServerSettings } from './settings.ts';

const server = 'asker';
const both = { agent: 'ann', sampling: true, elicitation: true };

async function served(
  transport: 'stdio' | 'streamable_http' | 'sse',
  asked?: Asked,
): Promise<McpServerSettings> {
  return transport === 'stdio' ? program('asker') : serve(transport, () => asker(asked));
}

function given(message: ToolMessage): unknown {
  const [part] = message.content;
  return part?.type === 'text' ? JSON.parse(part.text) : undefined;
}

describe.each(['stdio', 'streamable_http', 'sse'] as const)('over %s', (transport) => {
  test('routes a sampling request to the agent whose call it belongs to', async () => {
    const host = hostWith({ asker: await served(transport) });
    const updates: JsonValue[] = [];
    const call = { server, tool: 'sample', arguments: { say: 'hello' }, answers: both };
    const message = await callTool(host, call, {
      update: async (name, args) => {
        updates.push([name, ...args]);
        return { content: [{ type: 'text', text: 'hi' }], model: 'tiny', stopReason: 'endTurn' };
      },
    });
    expect(given(message)).toMatchObject({ role: 'assistant', model: 'tiny', content: { text: 'hi' } });
    expect(updates).toEqual([
      [
        '__mcp_agent_sample',
        'ann',
        {
          server,
          messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
          systemPrompt: 'Be brief.',
          maxTokens: 50,
          modelPreferences: { hints: ['small'], costPriority: 1 },
        },
      ],
    ]);
  });

  test('answers a form, with defaults for omitted fields', async () => {
    const host = hostWith({ asker: await served(transport) });
    const message = await callTool(
      host,
      { server, tool: 'form', answers: both },
      { update: async () => ({ action: 'accept', content: { count: 3 } }) },
    );
    expect(given(message)).toEqual({ action: 'accept', content: { count: 3, colour: 'red' } });
  });

  test('shows a page, which the user may decline', async () => {
    const host = hostWith({ asker: await served(transport) });
    const updates: JsonValue[] = [];
    const message = await callTool(
      host,
      { server, tool: 'page', answers: both },
      {
        update: async (_name, [, request = null]) => {
          updates.push(request);
          return { action: 'decline' };
        },
      },
    );
    expect(given(message)).toEqual({ action: 'decline' });
    expect(updates).toEqual([
      { mode: 'url', server, message: 'Log in.', url: 'https://example.com/login', elicitationId: 'e1' },
    ]);
  });
});

test('answers the requests of concurrent calls with their own agents', async () => {
  const host = hostWith({ asker: await served('streamable_http') });
  const everybodyAsked = Promise.withResolvers<void>();
  let asking = 0;
  const messages = await Promise.all(
    ['ann', 'bob', 'cleo', 'dan'].map((agent) =>
      callTool(
        host,
        { server, tool: 'sample', arguments: { say: agent }, answers: { ...both, agent } },
        {
          update: async (_name, [asked = null]) => {
            asking += 1;
            if (asking === 4) everybodyAsked.resolve();
            await everybodyAsked.promise;
            return { content: [{ type: 'text', text: `${JSON.stringify(asked)} answers` }], model: 'tiny' };
          },
        },
      ),
    ),
  );
  expect(messages.map((message) => given(message))).toMatchObject(
    ['ann', 'bob', 'cleo', 'dan'].map((agent) => ({ content: { text: `"${agent}" answers` } })),
  );
});

test('declares sampling and elicitation only for calls that can answer', async () => {
  const host = hostWith({ asker: await served('streamable_http') });
  expect(given(await callTool(host, { server, tool: 'abilities' }))).toEqual({});
  expect(given(await callTool(host, { server, tool: 'abilities', answers: both }))).toEqual({
    sampling: {},
    elicitation: { form: { applyDefaults: true }, url: {} },
  });
  const sampling = { agent: 'ann', sampling: true, elicitation: false };
  expect(given(await callTool(host, { server, tool: 'abilities', answers: sampling }))).toEqual({
    sampling: {},
  });
});

test('reuses exclusive connections and keeps only a few idle', async () => {
  const host = hostWith({ asker: await served('stdio') });
  const call = { server, tool: 'pid', answers: both };
  const first = await callTool(host, call);
  expect((await callTool(host, call)).content).toEqual(first.content);
});

test('the timeout of a call pauses while a request is answered', async () => {
  const host = hostWith({ asker: { ...(await served('stdio')), readTimeoutSeconds: 20 } });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const message = await callTool(
    host,
    { server, tool: 'form', answers: both },
    {
      update: async () => {
        vi.advanceTimersByTime(40_000);
        return { action: 'accept', content: { count: 1 } };
      },
    },
  );
  expect(given(message)).toMatchObject({ action: 'accept' });
});

test('shows a form again, with the problem, if the answer does not match its schema', async () => {
  const host = hostWith({ asker: await served('streamable_http') });
  const problems: unknown[] = [];
  const message = await callTool(
    host,
    { server, tool: 'form', answers: both },
    {
      update: async (_name, [, request = null]) => {
        const isObject = typeof request === 'object' && request !== null && !Array.isArray(request);
        problems.push(isObject ? (request['problem'] ?? null) : null);
        return { action: 'accept', content: { count: problems.length - 1 } };
      },
    },
  );
  expect(given(message)).toMatchObject({ content: { count: 1 } });
  expect(problems).toEqual([null, 'answer/count must be >= 1']);
});

test('rejects what the workflow rejects, with the reason only in the log', async () => {
  const host = hostWith({ asker: await served('streamable_http') });
  const log: string[] = [];
  const message = await callTool(
    host,
    { server, tool: 'sample', answers: both },
    { log, update: () => Promise.reject(new Error('The secret plan.')) },
  );
  expect(message.isError).toBe(true);
  expect(JSON.stringify(message)).not.toContain('secret plan');
  expect(log.join()).toContain('secret plan');
});

test('repeats a call that requires a page once the server reports completion', async () => {
  const host = hostWith({ asker: await served('streamable_http', { loggedIn: false, calls: 0 }) });
  const update = vi.fn<() => Promise<JsonValue>>(async () => ({ action: 'accept' }));
  const message = await callTool(host, { server, tool: 'login', answers: both }, { update });
  expect(message.content).toEqual([{ type: 'text', text: 'logged in' }]);
  expect(update).toHaveBeenCalledOnce();
});

test('a call that requires a page fails if no page can be shown', async () => {
  const host = hostWith({ asker: await served('streamable_http', { loggedIn: false, calls: 0 }) });
  const message = await callTool(host, { server, tool: 'login' });
  expect(message.isError).toBe(true);
  expect(JSON.stringify(message)).toContain('(-32042)');
});

test('rejects the requests of a server after 100 during one call', async () => {
  let asked = 0;
  const { answerer } = ableTo(both, {
    updateWorkflow: async () => {
      asked += 1;
      throw new Error('no');
    },
  });
  const form = { mode: 'form', server, message: 'How many?', schema: { type: 'object' } } as const;
  const failures = await Promise.all(
    Array.from({ length: 102 }, () => failureOf(answerer?.elicit?.(form) ?? Promise.resolve())),
  );
  expect(asked).toBe(100);
  expect(String(failures.at(-1))).toContain('more than 100 requests');
});
