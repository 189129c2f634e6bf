import type { Anthropic } from '@anthropic-ai/sdk';
import type { ModelRequest } from '@mcp-agent/core/provider';
import { toMessages } from './messages.ts';
import { strictSchema, type Transform } from './strict.ts';

/** Anthropic requires a token limit. All its models allow this one. */
const DEFAULT_MAX_TOKENS = 8_192;

/** Converts a request to a Messages API request. */
export function toRequest(
  { messages, tools, params, output }: ModelRequest,
  model: string,
  transform: Transform,
): Anthropic.MessageCreateParamsStreaming {
  const { maxTokens, temperature, stopSequences, metadata, reasoningEffort, parallelToolCalls, strict } =
    params;
  const user = metadata?.['user_id'];
  const form = output === undefined ? undefined : strictSchema(output.schema, transform);
  const instruction =
    output === undefined || form !== undefined
      ? []
      : [`Respond only with JSON that matches this JSON Schema: ${JSON.stringify(output.schema)}`];
  const system = [...messages.flatMap((one) => (one.role === 'system' ? [one.content] : [])), ...instruction];
  const effort = reasoningEffort === 'minimal' ? 'low' : reasoningEffort;
  const thinks = effort !== undefined && effort !== 'none';
  return {
    model,
    stream: true,
    max_tokens: maxTokens ?? DEFAULT_MAX_TOKENS,
    messages: toMessages(messages),
    ...(system.length > 0 && { system: system.join('\n\n') }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, tool }): Anthropic.Tool => {
        const strictInput = strict === true ? strictSchema(tool.inputSchema, transform) : undefined;
        return {
          name,
          ...(tool.description !== undefined && { description: tool.description }),
          input_schema: { ...(strictInput ?? tool.inputSchema), type: 'object' },
          ...(strictInput !== undefined && { strict: true }),
        };
      }),
    }),
    ...(tools.length > 0 &&
      parallelToolCalls === false && {
        tool_choice: { type: 'auto' as const, disable_parallel_tool_use: true },
      }),
    ...((form !== undefined || thinks) && {
      output_config: {
        ...(form !== undefined && { format: { type: 'json_schema' as const, schema: form } }),
        ...(thinks && { effort }),
      },
    }),
    ...(effort !== undefined && {
      thinking: thinks ? { type: 'adaptive', display: 'summarized' } : { type: 'disabled' },
    }),
    ...(temperature !== undefined && { temperature }),
    ...(stopSequences !== undefined && stopSequences.length > 0 && { stop_sequences: [...stopSequences] }),
    ...(user !== undefined && { metadata: { user_id: user } }),
  };
}
