import type { StructuredMode } from '@mcp-agent/core';
import type { ModelRequest, ModelResponse, OfferedTool, OutputForm } from '@mcp-agent/core/provider';

/**
 * Returns a request for a structured answer in the form of a mode. With `schema`, the request is unchanged. With
 * `tool`, it offers a tool whose arguments are the answer. With `json` and `prompt`, a system message has the schema;
 * with `json`, `output` remains, and the provider requests JSON without a schema.
 *
 * {@link fromStructured} reverses `tool` in the response.
 */
export function toStructured(request: ModelRequest, mode: StructuredMode): ModelRequest {
  const { output, ...rest } = request;
  if (output === undefined || mode === 'schema') return request;
  if (mode === 'tool') return withAnswerTool(rest, output);
  const system = {
    id: 'schema',
    role: 'system',
    content: `Respond only with JSON that matches this JSON Schema: ${JSON.stringify(output.schema)}`,
  } as const;
  const first = rest.messages.findIndex(({ role }) => role !== 'system');
  const messages = rest.messages.toSpliced(first < 0 ? rest.messages.length : first, 0, system);
  return { ...rest, messages, ...(mode === 'json' && { output }) };
}

/** Returns the response to a request of {@link toStructured}: the arguments of the answer's tool become its text. */
export function fromStructured(
  response: ModelResponse,
  { output, tools }: ModelRequest,
  mode: StructuredMode,
): ModelResponse {
  if (output === undefined || mode !== 'tool') return response;
  const name = answerToolName(output, tools);
  const answer = response.toolCalls.find((call) => call.name === name);
  if (answer === undefined) return response;
  // Calls of other tools come first: the model answers again with their results.
  const others = response.toolCalls.filter((call) => call.name !== name);
  if (others.length > 0) return { ...response, toolCalls: others };
  const text = answer.invalidArguments ?? JSON.stringify(answer.arguments);
  return { ...response, text, toolCalls: [] };
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
  const toolChoice = request.tools.length === 0 ? { tool: name } : ('required' as const);
  return {
    ...request,
    tools: [...request.tools, tool],
    params: { ...request.params, toolChoice },
  };
}

/** The name of the schema, or with a suffix if a tool of the agent has that name. */
function answerToolName({ name }: OutputForm, tools: readonly OfferedTool[]): string {
  const taken = new Set(tools.map((tool) => tool.name));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
  return free;
}
