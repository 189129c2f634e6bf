import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@mcp-agent/core/errors';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/packages.ts';

it('docs/errors.md lists every error of core, with its code', () => {
  const page = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');
  const errors = Object.values(core).filter(
    (value): value is typeof core.McpAgentError =>
      typeof value === 'function' && value.prototype instanceof core.McpAgentError,
  );
  expect(errors.length).toBeGreaterThan(25);
  const missing = errors.filter(
    ({ name, code }) => !page.includes(`\`${name}\``) || !page.includes(`\`${code}\``),
  );
  expect(missing.map(({ name }) => name)).toEqual([]);
});
