import { defineActivity, MCPApp } from '@mcp-agent/core';
import { expect, it } from 'vitest';
import { checkDuplicates } from './exported-names.ts';

const app = new MCPApp({ name: 'duplicates' });
const file = (name: string): URL => new URL(name, import.meta.url);

it('rejects two workflows with the same name, and names both exports', () => {
  const [one, other] = [app.workflow('same', async () => 1), app.workflow('same', async () => 2)];
  expect(() => checkDuplicates([[file('workflows.ts'), { one, other }]])).toThrow(
    /Two workflows of this worker are named "same": "one" of .*workflows\.ts and "other" of .*workflows\.ts/,
  );
});

it('rejects two activities with the same name, and names both exports', () => {
  const charge = defineActivity({ name: 'pay', run: () => 1 });
  const files = [
    [file('workflows.ts'), { charge }],
    [file('activities.ts'), { pay: () => 2 }],
  ] as const;
  expect(() => checkDuplicates(files)).toThrow(/Two activities .* "pay": "charge" of .* and "pay" of /);
});

it('accepts one definition that several files export', () => {
  const one = app.workflow('shared', async () => 1);
  const charge = defineActivity({ name: 'charge once', run: () => 1 });
  const exports = { one, again: one, charge };
  expect(() =>
    checkDuplicates([
      [file('a.ts'), exports],
      [file('b.ts'), exports],
    ]),
  ).not.toThrow();
});

it('accepts a file that was loaded twice, by two URLs', () => {
  const load = (): object => ({
    greet: app.workflow('greet', async () => 1),
    charge: defineActivity({ name: 'charge', run: () => 1 }),
    pay: () => 2,
  });
  expect(() =>
    checkDuplicates([
      [file('a.ts'), load()],
      [file('a.ts?reloaded=1'), load()],
    ]),
  ).not.toThrow();
});
