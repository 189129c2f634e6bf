import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import { offeredTools, withAllowedTools } from './tool-options.ts';

describe('options of an agent about its tools', () => {
  it('are part of a model call only if they are set', () => {
    expect(offeredTools({}, ['github'], undefined)).toEqual({});
    expect(
      offeredTools({ toolSearch: false, serverInstructions: true }, ['github'], { tools: ['*'] }),
    ).toEqual({
      toolSearch: false,
      instructionsOf: ['github'],
      approvalTools: ['*'],
    });
  });

  it('are narrowed by a call', () => {
    const agent = offeredTools({ allowedTools: ['a'] }, [], undefined);
    expect(withAllowedTools(agent, { '*': ['b'] })).toEqual({ allowedTools: [['a'], { '*': ['b'] }] });
    expect(withAllowedTools(agent, undefined)).toBe(agent);
  });

  it.each([
    ['allowedTools[0]', () => offeredTools({ allowedTools: [''] }, [], undefined)],
    ['approval.tools', () => offeredTools({}, [], { tools: ['!'] })],
    ['toolSearch.tokens is -1', () => offeredTools({ toolSearch: { tokens: -1 } }, [], undefined)],
    ['"jira", which is not', () => offeredTools({ serverInstructions: ['jira'] }, ['github'], undefined)],
  ])('are errors that name what is invalid: %s', (message, create) => {
    expect(create).toThrow(InvalidArgumentError);
    expect(create).toThrow(message);
  });
});
