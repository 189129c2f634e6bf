import type { ActivityContext } from '../../runtime/activity/context.ts';
import type { ResourceDefinition } from '../../runtime/activity/resource.ts';
import { type ContentPart, type Message, textOf } from './messages.ts';
import type { ModelRequest, ModelResponse } from './request.ts';
import type { OfferedTool } from './tools.ts';
import type { Usage } from './usage.ts';

/** A common rule of thumb for English text. */
const CHARACTERS_PER_TOKEN = 4;
/** Roughly the price of an image of medium size. */
const TOKENS_PER_MEDIA_PART = 1_000;

/** Returns the usage that the service reported, completed by an estimate for what it did not report. */
export function completeUsage(usage: Usage, request: ModelRequest, response: ModelResponse): Usage {
  const inputTokens = reported(usage.inputTokens) || inputTokensOf(request);
  const outputTokens = reported(usage.outputTokens) || outputTokensOf(response);
  if (inputTokens === usage.inputTokens && outputTokens === usage.outputTokens) return usage;
  return { ...usage, inputTokens, outputTokens, estimated: true };
}

/** Logs once per model and host that usage is estimated. */
export async function warnOfEstimate(model: string, context: ActivityContext): Promise<void> {
  const warned = await context.resource(warnedModels);
  if (warned.has(model)) return;
  warned.add(model);
  context.log(
    'warn',
    `The service reported no token usage for model "${model}": it is estimated from the length of the texts. ` +
      'Limits of tokens and cost are approximate for this model.',
    { model },
  );
}

const warnedModels: ResourceDefinition<Set<string>> = {
  name: 'models-with-estimated-usage',
  open: () => new Set(),
};

function reported(count: number): number {
  return Number.isFinite(count) && count > 0 ? count : 0;
}

function tokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

function inputTokensOf({ messages, tools, output }: ModelRequest): number {
  const form = output === undefined ? 0 : tokens(JSON.stringify(output.schema).length);
  return messages.reduce((sum, message) => sum + messageTokens(message), form + definitionTokens(tools));
}

/** Returns the estimated tokens of the definitions of tools. */
export function definitionTokens(tools: readonly OfferedTool[]): number {
  const described = tools.map(({ tool: { name, description, inputSchema } }) => [
    name,
    description,
    inputSchema,
  ]);
  return tokens(JSON.stringify(described).length);
}

function messageTokens(message: Message): number {
  if (message.role === 'system') return tokens(message.content.length);
  if (message.role === 'assistant') return outputTokensOf(message);
  return partsTokens(message.content);
}

function partsTokens(parts: readonly ContentPart[]): number {
  const media = parts.filter(({ type }) => type !== 'text').length;
  return tokens(textOf(parts).length) + media * TOKENS_PER_MEDIA_PART;
}

function outputTokensOf({ text, toolCalls }: Pick<ModelResponse, 'text' | 'toolCalls'>): number {
  const calls = toolCalls.map(({ name, arguments: args }) => [name, args]);
  return tokens(text.length + (calls.length === 0 ? 0 : JSON.stringify(calls).length));
}
