import type { StructuredMode } from '@mcp-agent/core';
import type { ModelRequest, ModelResponse, OfferedTool, OutputForm } from '@mcp-agent/core/provider';

/**
 * Returns a request for a structured answer in the form of a mode. With `schema`, the request is unchanged. With
 * `tool`, it offers a tool whose arguments are the answer, and requires a call unless the request names a tool: a
 * service that cannot require calls needs another `toolChoice`. With `json` and `prompt`, the system prompt has the
 * schema; with `json`, `output` remains, and the provider requests JSON without a schema.
 *
 * {@link fromStructured} reverses `tool` in the response.
 */
export function toStructured(request: ModelRequest, mode: StructuredMode): ModelRequest {
  const { output, ...rest } = request;
  if (output === undefined || mode === 'schema') return request;
  if (mode === 'tool') return withAnswerTool(rest, output);
  return { ...rest, messages: withInstruction(rest.messages, output), ...(mode === 'json' && { output }) };
}

/**
 * Returns the response to a request of {@link toStructured}: the arguments of the answer's tool become its text, so
 * that the conversation has no call without a result. `providerData` is left out then, because it may have the call.
 *
 * An answer beside calls of other tools, or an invalid one, remains a call. The model receives why it does not count,
 * and calls again.
 *
 * @param request the request before {@link toStructured}
 */
export function fromStructured(
  response: ModelResponse,
  { output, tools }: ModelRequest,
  mode: StructuredMode,
): ModelResponse {
  if (output === undefined || mode !== 'tool') return response;
  const name = answerToolName(output, tools);
  const { toolCalls, stopReason } = response;
  const [answer, ...more] = toolCalls.filter((call) => call.name === name);
  if (answer === undefined || stopReason === 'refusal') return response;
  const isAlone = toolCalls.length === 1;
  if (isAlone && (answer.invalidArguments === undefined || stopReason === 'max_tokens')) {
    const { providerData: _, ...rest } = response;
    const text = answer.invalidArguments ?? JSON.stringify(answer.arguments);
    return { ...rest, text, toolCalls: [] };
  }
  const fault = more.length > 0 ? SEVERAL : isAlone ? undefined : EARLY;
  return {
    ...response,
    toolCalls: toolCalls.map((call) => ({
      ...call,
      ...(call.name === name && fault !== undefined && { invalidArguments: fault }),
    })),
  };
}

const EARLY =
  'The answer does not count, because other tools were called with it. Call it again, alone, with their results.';

const SEVERAL = 'The answer does not count, because there is more than one. Call it again, exactly once.';

function withInstruction(
  messages: ModelRequest['messages'],
  { schema }: OutputForm,
): ModelRequest['messages'] {
  const instruction = `Respond only with JSON that matches this JSON Schema: ${JSON.stringify(schema)}`;
  const [first, ...more] = messages;
  // Many chat templates accept only one system message.
  if (first?.role === 'system') return [{ ...first, content: `${first.content}\n\n${instruction}` }, ...more];
  return [{ id: 'schema', role: 'system', content: instruction }, ...messages];
}

function withAnswerTool(request: Omit<ModelRequest, 'output'>, output: OutputForm): ModelRequest {
  const name = answerToolName(output, request.tools);
  const tool: OfferedTool = {
    name,
    target: { kind: 'workflow', tool: name },
    tool: {
      name,
      description: 'Returns the final answer. Call it exactly once, when the answer is complete.',
      inputSchema: output.schema,
      repeatable: true,
    },
  };
  const { toolChoice: chosen = 'auto', serviceTools = [] } = request.params;
  const isOnly = chosen === 'none' || (request.tools.length === 0 && serviceTools.length === 0);
  const isNamed = typeof chosen === 'object';
  const toolChoice = isNamed ? chosen : isOnly ? { tool: name } : ('required' as const);
  return { ...request, tools: [...request.tools, tool], params: { ...request.params, toolChoice } };
}

/** The name of the schema, or with a suffix if a tool of the agent has that name. */
function answerToolName({ name }: OutputForm, tools: readonly OfferedTool[]): string {
  const taken = new Set(tools.map((tool) => tool.name));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
  return free;
}
