import type { JsonObject } from '@mcp-agent/core';
import type {
  Completion,
  CompletionTarget,
  InputRequired,
  InvalidInput,
  Prompt,
  PromptDescription,
} from '@mcp-agent/core/host';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import { RequestFailure } from '../request-failure.ts';
import { askBack, type AskingBack } from './ask-back.ts';
import { cachedList, type Lister } from './cached-list.ts';
import type { Connection } from './connection.ts';
import { jsonBytes, MAX_BYTES, toPart } from './content.ts';
import { listPages, NOTHING } from './list-pages.ts';

export const listPrompts: Lister<PromptDescription[]> = cachedList(async (connection, signal) => {
  if (connection.capabilities.prompts === undefined) return NOTHING;
  return listPages('prompts', async (params) => {
    const page = await connection.request('prompts/list', params, { signal });
    const items = page.prompts.map((prompt) => ({
      name: prompt.name,
      ...(prompt.title !== undefined && { title: prompt.title }),
      ...(prompt.description !== undefined && { description: prompt.description }),
      arguments: (prompt.arguments ?? []).map(({ name, description, required }) => ({
        name,
        ...(description !== undefined && { description }),
        required: required ?? false,
      })),
    }));
    return { ...page, items };
  });
});

export async function getPrompt(
  connection: Connection,
  prompt: string,
  args: Readonly<Record<string, string>>,
  asking: AskingBack & { readonly signal: AbortSignalLike },
): Promise<Prompt | InputRequired | InvalidInput> {
  const result = await askBack(connection, asking, (params, settings) =>
    connection.request('prompts/get', { ...params, name: prompt, arguments: { ...args } }, settings),
  );
  if (!('messages' in result)) return result;
  const messages = result.messages.map(({ role, content }) => ({ role, content: toPart(content) }));
  const bytes = jsonBytes(messages);
  if (bytes > MAX_BYTES) {
    throw new RequestFailure(`prompt "${prompt}" is too large: ${bytes} bytes (maximum: ${MAX_BYTES})`, {
      delivery: 'answered',
      final: true,
    });
  }
  return { ...(result.description !== undefined && { description: result.description }), messages };
}

export async function complete(
  connection: Connection,
  target: CompletionTarget,
  argument: { readonly name: string; readonly value: string },
  known: Readonly<Record<string, string>>,
  signal: AbortSignalLike,
): Promise<Completion> {
  const ref: JsonObject =
    'prompt' in target
      ? { type: 'ref/prompt', name: target.prompt }
      : { type: 'ref/resource', uri: target.resourceTemplate };
  const context: JsonObject = Object.keys(known).length === 0 ? {} : { context: { arguments: { ...known } } };
  const { completion } = await connection.request(
    'completion/complete',
    { ref, argument: { ...argument }, ...context },
    { signal },
  );
  const { values, total, hasMore } = completion;
  return { values, ...(total !== undefined && { total }), hasMore: hasMore ?? false };
}
