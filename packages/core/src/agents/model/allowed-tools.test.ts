import { describe, expect, it, test } from 'vitest';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import {
  type AllowedTools,
  isAllowed,
  type SelectableTool,
  type ToolSelector,
  unusedNames,
} from './allowed-tools.ts';
import { checkAllowedTools } from './check-allowed-tools.ts';
import type { ToolAnnotations } from './tool-annotations.ts';

const onServer = (tool: string, annotations?: ToolAnnotations, name = tool): SelectableTool => ({
  name,
  target: { kind: 'server', server: 'github', tool },
  tool: annotations === undefined ? {} : { annotations },
});
const ofFunction: SelectableTool = { name: 'order', target: { kind: 'function', tool: 'order' } };

test.each<[readonly ToolSelector[], SelectableTool, boolean]>([
  [['search'], onServer('search'), true],
  [['search'], onServer('search_code'), false],
  [['search*'], onServer('search_code'), true],
  [['*_code'], onServer('search_code'), true],
  [['s*ch*de'], onServer('search_code'), true],
  [['a*a'], onServer('a'), false],
  [['github_search'], onServer('search', undefined, 'github_search'), true],
  [['github/search'], onServer('search'), true],
  [['github/*'], onServer('search'), true],
  [['gitlab/*'], onServer('search'), false],
  // A server cannot put the name of another one into that of its tool.
  [['gitlab/search'], onServer('gitlab/search'), false],
  [['github/order'], ofFunction, false],
  [['!search'], onServer('search'), false],
  [['!search'], onServer('get'), true],
  [['g*', '!get'], onServer('get'), false],
  [['!get', 'g*'], onServer('got'), true],
  [['!get', 'g*'], onServer('search'), false],
  [[], onServer('search'), false],
  [[{ readOnlyHint: true }], onServer('search', { readOnlyHint: true }), true],
  [[{ readOnlyHint: true }], onServer('search'), false],
  [[{ destructiveHint: false }], onServer('search', { readOnlyHint: true }), true],
  [[{ destructiveHint: true }], onServer('search'), true],
  [[{ openWorldHint: false, readOnlyHint: true }], onServer('search', { readOnlyHint: true }), false],
  [['get', { readOnlyHint: true }], onServer('get'), true],
  [['!search', { readOnlyHint: true }], onServer('search', { readOnlyHint: true }), false],
  [[{ readOnlyHint: false }], ofFunction, false],
])('%j selects %j: %s', (selectors, tool, expected) => {
  expect(isAllowed(selectors, tool)).toBe(expected);
});

describe('allowed tools by server', () => {
  const tools = [onServer('search'), onServer('delete'), ofFunction];
  const allowed = (list: AllowedTools): string[] =>
    tools.filter((tool) => isAllowed(list, tool)).map(({ name }) => name);

  it('have the keys of mcp-agent', () => {
    expect(allowed({ github: ['search'] })).toEqual(['search', 'order']);
    expect(allowed({ github: [] })).toEqual(['order']);
    expect(allowed({ '*': ['search'] })).toEqual(['search']);
    expect(allowed({ '*': ['search'], nonNamespacedTools: ['order'] })).toEqual(['search', 'order']);
    expect(allowed({ files: ['search'] })).toEqual(['search', 'delete', 'order']);
    expect(allowed(['search', 'order'])).toEqual(['search', 'order']);
  });

  it('tell the names that match no tool', () => {
    expect(unusedNames(['search', 'serach', '!gone_*', { readOnlyHint: true }], tools)).toEqual([
      'serach',
      '!gone_*',
    ]);
    expect(unusedNames({ github: ['order', 'search'], files: ['x'] }, tools)).toEqual([
      'github: order',
      'files: x',
    ]);
  });
});

test.each([
  ['search', 'allowedTools is search'],
  [[''], 'allowedTools[0]'],
  [['a', 7], 'allowedTools[1] is 7'],
  [[{ readOnly: true }], 'readOnlyHint'],
  [[{ readOnlyHint: 'yes' }], 'readOnlyHint'],
  [{ github: 'search' }, 'allowedTools.github is search'],
  [{ github: ['!'] }, 'allowedTools.github[0] is !'],
  [null, 'allowedTools is null'],
])('%j is not a list of allowed tools', (allowed, message) => {
  const check = (): void => checkAllowedTools('allowedTools', allowed, 'allowedTools');
  expect(check).toThrow(InvalidArgumentError);
  expect(check).toThrow(message);
});
