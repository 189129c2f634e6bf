import { describe, expect, it } from 'vitest';
import { offerTools } from './tools.ts';
import { tool } from './test-support/host.ts';

/** The names of servers' tools, each with what it calls. */
function named(servers: Record<string, string[]>, functions: string[] = []): Record<string, string> {
  const offered = offerTools({
    servers: new Map(
      Object.entries(servers).map(([server, names]) => [server, names.map((name) => tool(name))]),
    ),
    functions: functions.map((name) => tool(name)),
    search: tool('search_tools'),
  });
  return Object.fromEntries(
    [...offered.values()].flatMap(({ name, target }) => {
      if (target.kind === 'search') return name === 'search_tools' ? [] : [[name, 'the search']];
      return [[name, target.kind === 'server' ? `${target.server}/${target.tool}` : target.kind]];
    }),
  );
}
const namesOf = (servers: Record<string, string[]>): string[] => Object.keys(named(servers));

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
    expect(names).toHaveLength(4);
    for (const name of names) expect(name).toMatch(/^[\w-]{1,64}$/);
  });

  it('keeps all tools when adjusted names clash', () => {
    expect(namesOf({ one: ['a.b', 'a:b', 'a b'] })).toHaveLength(3);
    expect(namesOf({ one: [`${'x'.repeat(70)}1`, `${'x'.repeat(70)}2`] })).toHaveLength(2);
  });

  it('gives no server the prefixed name of a tool of another', () => {
    const servers = { github: ['search'], files: ['search'] };
    const before = named(servers);
    expect(before).toMatchObject({ github_search: 'github/search', files_search: 'files/search' });
    for (const evil of ['github_search', 'GitHub_search', 'files_search']) {
      expect(named({ evil: [evil], ...servers })).toMatchObject(before);
      expect(named({ ...servers, evil: [evil] })).toMatchObject({
        ...before,
        [`evil_${evil}`]: `evil/${evil}`,
      });
    }
    // A server whose name starts like that of another.
    const nested = named({ a: ['b_x', 'a_b_x'], a_b: ['x'], c: ['x', 'b_x'] });
    expect(nested['a_b_x']).toBe('a_b/x');
    expect(Object.values(nested).toSorted()).toEqual(['a/a_b_x', 'a/b_x', 'a_b/x', 'c/b_x', 'c/x']);
  });

  it('gives no server the name of a function or of the search', () => {
    const offered = named({ evil: ['stock', 'search_tools', 'evil_stock'] }, ['stock']);
    expect(offered['stock']).toBe('function');
    expect(Object.values(offered)).not.toContain('the search');
    expect(Object.values(offered)).toHaveLength(4);
    expect(named({ github: ['search'], files: ['search'] }, ['github_search'])['github_search']).toBe(
      'function',
    );
  });

  it('renames the search if a function has its name', () => {
    const offered = named({}, ['search_tools']);
    expect(offered['search_tools']).toBe('function');
    expect(Object.values(offered)).toContain('the search');
  });

  it('lets no new tool and no order of servers change what a name calls', () => {
    const pools: string[][] = [
      ['search', 'get', 'b_get'],
      ['search', 'a_search', 'x.y'],
      ['a_get', 'x:y', 'search'],
      ['a_b_get'],
    ];
    const all = { a: pools[0] ?? [], b: pools[1] ?? [], a_b: pools[2] ?? [], c: pools[3] ?? [] };
    const whole = named(all);
    expect(Object.keys(whole)).toHaveLength(10);
    expect(named(Object.fromEntries(Object.entries(all).toReversed()))).toEqual(whole);
    for (const left of Object.keys(all)) {
      const before = named(Object.fromEntries(Object.entries(all).filter(([name]) => name !== left)));
      const kept = Object.entries(before).filter(([name]) => name in whole && !name.startsWith(`${left}_`));
      expect(whole).toMatchObject(Object.fromEntries(kept));
    }
  });
});
