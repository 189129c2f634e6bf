import { describe, expect, it } from 'vitest';
import { offerTools, type ToolDescription } from './tools.ts';

const tool = (name: string): ToolDescription => ({
  name,
  inputSchema: { type: 'object' },
  repeatable: false,
});
const namesOf = (servers: Record<string, string[]>): string[] => [
  ...offerTools({
    servers: new Map(Object.entries(servers).map(([server, names]) => [server, names.map(tool)])),
  }).keys(),
];

describe('offerTools', () => {
  it('offers a tool under its own name', () => {
    expect(namesOf({ fetch: ['fetch'], files: ['read'] })).toEqual(['fetch', 'read']);
  });

  it('prefixes a tool name with its server only if two servers share it', () => {
    expect(namesOf({ one: ['read', 'write'], two: ['read'] })).toEqual(['one_read', 'write', 'two_read']);
  });

  it('maps each tool to its target, with the name that the server uses', () => {
    const offered = offerTools({ servers: new Map([['my server', [tool('a.tool')]]]) });
    expect(offered.get('a_tool')).toMatchObject({
      target: { kind: 'server', server: 'my server', tool: 'a.tool' },
      tool: { name: 'a.tool' },
    });
  });

  it('offers only names that model services accept', () => {
    const names = namesOf({ 'a b': ['x'.repeat(80), 'tool/with:signs', ''], c: ['x'.repeat(80)] });
    for (const name of names) expect(name).toMatch(/^[\w-]{1,64}$/);
  });

  it('keeps all tools when adjusted names clash', () => {
    const names = namesOf({ one: ['a.b', 'a:b', 'a b'] });
    expect(new Set(names).size).toBe(3);
    const long = namesOf({ one: [`${'x'.repeat(70)}1`, `${'x'.repeat(70)}2`] });
    expect(new Set(long).size).toBe(2);
  });
});
