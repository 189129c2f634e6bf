import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import { offeredTools, withAllowedTools } from './tool-options.ts';

const SILENT = { sampling: false, elicitation: false };

describe('options of an agent about its tools', () => {
  it('are part of a model call only if they are set', () => {
    expect(offeredTools({}, ['github'], undefined, SILENT)).toEqual({});
    expect(
      offeredTools({ toolSearch: false, serverInstructions: true }, ['github'], { tools: ['*'] }, SILENT),
    ).toEqual({
      toolSearch: false,
      instructionsOf: ['github'],
      approvalTools: ['*'],
    });
  });

  it('say what the agent answers servers, if it answers', () => {
    const abilities = { sampling: false, elicitation: true };
    expect(offeredTools({}, ['github'], undefined, abilities)).toEqual({ abilities });
  });

  it('are narrowed by a call', () => {
    const agent = offeredTools({ allowedTools: ['a'] }, [], undefined, SILENT);
    expect(withAllowedTools(agent, { '*': ['b'] })).toEqual({ allowedTools: [['a'], { '*': ['b'] }] });
    expect(withAllowedTools(agent, undefined)).toBe(agent);
  });

  it.each([
    ['allowedTools[0]', () => offeredTools({ allowedTools: [''] }, [], undefined, SILENT)],
    ['approval.tools', () => offeredTools({}, [], { tools: ['!'] }, SILENT)],
    ['toolSearch.tokens is -1', () => offeredTools({ toolSearch: { tokens: -1 } }, [], undefined, SILENT)],
    [
      '"jira", which is not',
      () => offeredTools({ serverInstructions: ['jira'] }, ['github'], undefined, SILENT),
    ],
  ])('are errors that name what is invalid: %s', (message, create) => {
    expect(create).toThrow(InvalidArgumentError);
    expect(create).toThrow(message);
  });
});
