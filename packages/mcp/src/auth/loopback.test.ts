import { createServer } from 'node:http';
import { AuthorizationError } from '@mcp-agent/core/errors';
import { expect, onTestFinished, test } from 'vitest';
import { bank, pay } from '../fixtures/bank.ts';
import { freePort } from '../fixtures/free-port.ts';
import { callTool, failureOf } from '../fixtures/harness.ts';
import { protectedServer } from '../fixtures/protected-server.ts';
import { loopbackAuthorization } from './loopback.ts';
import type { AuthorizationRequest } from './settings.ts';

async function request(fields: Partial<AuthorizationRequest> = {}): Promise<AuthorizationRequest> {
  return {
    server: 'bank',
    url: 'https://as.example/authorize?state=mine',
    redirectUrl: `http://127.0.0.1:${await freePort()}/callback`,
    signal: new AbortController().signal,
    ...fields,
  };
}

test('receives the redirect of a browser on this machine', async () => {
  const server = await protectedServer();
  const opened: string[] = [];
  const host = bank(server.url, {
    loopbackPorts: [await freePort()],
    authorize: loopbackAuthorization(({ server: name, url }) => {
      opened.push(name);
      void fetch(url);
    }),
  });
  expect((await callTool(host, pay)).isError).toBe(false);
  expect(opened).toEqual(['bank']);
});

test('ignores requests that any page can send, and waits on for the login', async () => {
  const asked = await request();
  const statuses: number[] = [];
  const authorize = loopbackAuthorization(async () => {
    const queries = [
      'error=access_denied',
      'code=theirs&state=theirs',
      'error=access_denied&state=',
      '',
      'code=a',
    ];
    for (const query of queries) statuses.push((await fetch(`${asked.redirectUrl}?${query}`)).status);
    statuses.push((await fetch(`${asked.redirectUrl}?code=x&state=mine`, { method: 'POST' })).status);
    statuses.push((await fetch(new URL('/favicon.ico', asked.redirectUrl))).status);
    statuses.push((await fetch(`${asked.redirectUrl}?code=mine&state=mine`)).status);
  });
  expect(await authorize(asked)).toBe(`${asked.redirectUrl}?code=mine&state=mine`);
  await expect.poll(() => statuses).toEqual([400, 400, 400, 400, 400, 404, 404, 200]);
});

test('two logins wait at one port, and each receives its own redirect', async () => {
  const first = await request({ url: 'https://as.example/authorize?state=first' });
  const second = { ...first, url: 'https://as.example/authorize?state=second' };
  const shown: string[] = [];
  const authorize = loopbackAuthorization(({ url }) => void shown.push(url));
  const logins = [authorize(first), authorize(second)];
  await expect.poll(() => shown).toHaveLength(2);
  await fetch(`${first.redirectUrl}?code=2&state=second`);
  expect(await logins[1]).toContain('code=2');
  await fetch(`${first.redirectUrl}?code=1&state=first`);
  expect(await logins[0]).toContain('code=1');
  await expect(fetch(first.redirectUrl)).rejects.toThrow('fetch failed');
});

test('a port in use is an error that says which setting to change', async () => {
  const asked = await request();
  const blocker = createServer();
  await new Promise<void>((resolve) => {
    blocker.listen(Number(new URL(asked.redirectUrl).port), '127.0.0.1', resolve);
  });
  onTestFinished(() => void blocker.close());
  const failure = await failureOf(loopbackAuthorization(() => undefined)(asked));
  expect(failure).toBeInstanceOf(AuthorizationError);
  expect(String(failure)).toContain(new URL(asked.redirectUrl).port);
  expect(String(failure)).toContain('oauth.loopbackPorts');
});

test('stops listening when it is aborted, even if the page cannot be shown', async () => {
  const abort = new AbortController();
  const asked = await request({ signal: abort.signal });
  const opened = Promise.withResolvers<void>();
  const authorizing = loopbackAuthorization(() => {
    opened.resolve();
    return new Promise(() => undefined);
  })(asked);
  await opened.promise;
  abort.abort(new Error('too late'));
  expect(String(await failureOf(authorizing))).toContain('too late');
  await expect(fetch(asked.redirectUrl)).rejects.toThrow('fetch failed');
});
