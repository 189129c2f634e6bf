import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { download } from './download.ts';
import { findTemporal } from './find.ts';
import { FAKE_VERSION, fakeTemporal, Home } from './fixtures/fakes.ts';

/** Starts a fake of Temporal's download address. */
async function serve(
  listener: RequestListener,
): Promise<AsyncDisposable & { url: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    listener(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Responds like the real address: first with the URL of the archive and the file name, then with the archive. */
function serveArchive(archive: Buffer, cutAt = archive.length): RequestListener {
  return (request, response) => {
    if (request.url?.startsWith('/cli/')) {
      const archiveUrl = `http://${request.headers.host}/archive.tar.gz`;
      response.end(JSON.stringify({ archiveUrl, fileToExtract: 'temporal' }));
    } else {
      response.writeHead(200, { 'content-length': archive.length });
      response.write(archive.subarray(0, cutAt), () => {
        if (cutAt < archive.length) response.destroy();
        else response.end();
      });
    }
  };
}

async function archiveOf(home: Home): Promise<Buffer> {
  await home.executable('temporal', fakeTemporal());
  await home.executable('LICENSE', 'MIT'.repeat(10_000));
  return execFileSync('tar', ['-czf', '-', 'LICENSE', 'temporal'], { cwd: home.bin });
}

test('downloads the binary as the SDKs do, then uses the cache', async () => {
  await using home = await Home.create();
  await using server = await serve(serveArchive(await archiveOf(home)));
  const options = {
    env: home.env,
    sources: ['cache', 'download'],
    downloadUrl: server.url,
    onProgress: () => {},
  } as const;
  const version = FAKE_VERSION;
  expect(await findTemporal(options)).toEqual({
    kind: 'binary',
    source: 'download',
    path: home.cached,
    version,
  });
  expect(await findTemporal(options)).toEqual({
    kind: 'binary',
    source: 'cache',
    path: home.cached,
    version,
  });
  expect(server.requests).toEqual([
    expect.stringMatching(/^\/cli\/v\d+\.\d+\.\d+\?arch=\w+&platform=\w+&format=tar\.gz$/),
    '/archive.tar.gz',
  ]);
});

test('a truncated download leaves nothing in the cache', async () => {
  await using home = await Home.create();
  const archive = await archiveOf(home);
  await using server = await serve(serveArchive(archive, archive.length >> 1));
  const sources = ['download'] as const;
  const found = findTemporal({ env: home.env, sources, downloadUrl: server.url, onProgress: () => {} });
  await expect(found).rejects.toThrow(`download: ${server.url}: `);
  expect(await readdir(dirname(home.cached))).toEqual([]);
});

test('a server that does not respond times out', async () => {
  await using home = await Home.create();
  await using server = await serve(() => {});
  const downloading = download(home.folder, {
    url: server.url,
    cliVersion: '1.2.3',
    signal: undefined,
    idleTimeoutMs: 50,
  });
  await expect(downloading).rejects.toThrow(`${server.url}: no data for 0.05 s`);
});

test.for([
  ['returns an error', 404, '', 'returned HTTP status 404'],
  ['returns something else', 200, '{"hello":1}', 'does not name an archive and a file in it'],
  [
    'names a path outside of the folder',
    200,
    '{"archiveUrl":"http://127.0.0.1:1/","fileToExtract":"../../x"}',
    'does not name an archive and a file in it',
  ],
] as const)('a server that %s is an error with the reason', async ([, status, body, reason]) => {
  await using home = await Home.create();
  await using server = await serve((_request, response) => void response.writeHead(status).end(body));
  await expect(
    download(home.folder, { url: server.url, cliVersion: '1.2.3', signal: undefined }),
  ).rejects.toThrow(reason);
});
