import type { Anthropic } from '@anthropic-ai/sdk';

/** A message in the form of the service. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: readonly Anthropic.ContentBlockParam[];
}

/**
 * Returns messages without calls of the service's own tools that have no result, and results that have no call, which
 * the API rejects: an answer ended before its tool did, or an earlier message is gone. A call after the last message of
 * the user may be pending: the service runs it after a pause, or after the results of the agent's tools.
 */
export function withoutOrphans(turns: readonly Turn[]): Turn[] {
  const blocks = turns.flatMap(({ content }) => content);
  const called = new Set(blocks.map(callIn));
  const answered = new Set(blocks.map(resultIn));
  const asked = turns.findLastIndex(
    ({ role, content }) => role === 'user' && content.some(({ type }) => type !== 'tool_result'),
  );
  return turns.map(({ role, content }, index) => ({
    role,
    content: content.filter((block) => {
      const [call, result] = [callIn(block), resultIn(block)];
      if (call !== undefined) return answered.has(call) || index > asked;
      return result === undefined || called.has(result);
    }),
  }));
}

function callIn(block: Turn['content'][number]): string | undefined {
  return /^(?:server|mcp)_tool_use$/.test(block.type) && 'id' in block ? block.id : undefined;
}

function resultIn(block: Turn['content'][number]): string | undefined {
  return block.type.endsWith('_tool_result') && 'tool_use_id' in block ? block.tool_use_id : undefined;
}
