import { readConfig } from '@changesets/config';
import { readChangesets } from '@changesets/read';
import { expect, test } from 'vitest';
import { publishedPackages, ROOT } from '../../scripts/packages.ts';

test('the configuration of changesets is valid', async () => {
  expect(await readConfig(ROOT)).toMatchObject({
    config: { access: 'public' },
    warnings: [],
    errors: undefined,
  });
});

test('every changeset names published packages and has a text', async () => {
  const names = publishedPackages().map(({ name }) => name);
  for (const { id, summary, releases } of await readChangesets(ROOT)) {
    expect(summary, `${id}.md`).not.toBe('');
    for (const { name } of releases) expect(names, `${id}.md`).toContain(name);
  }
});
