import type { Anthropic } from '@anthropic-ai/sdk';
import type { Message, RequestParams, ServiceTool } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import type { OfferedTool } from '@mcp-agent/core/provider';
import { legalTool } from '@mcp-agent/provider-utils';
import { isAdaptive } from './models.ts';
import { legalPropertyNames, type PropertyNames } from './property-names.ts';
import { type StrictBudget, strictSchema, type Transform } from './strict.ts';

/** The tools of a request, and the names of their arguments. */
export interface RequestTools {
  readonly tools: Anthropic.ToolUnion[];
  /** Returns the names of a tool's arguments; `undefined` if the request does not offer the tool. */
  readonly names: (tool: string) => PropertyNames | undefined;
}

/** Converts the tools of a request to forms that the API accepts. */
export function toTools(offered: readonly OfferedTool[], strict: StrictTools | undefined): RequestTools {
  const names = new Map<string, PropertyNames>();
  const tools = offered.map(({ name, tool }): Anthropic.Tool => {
    const { schema, description } = legalTool(tool);
    const legal = legalPropertyNames(schema);
    names.set(name, legal);
    const strictInput = strict && strictSchema(legal.schema, strict.transform, strict.budget);
    return {
      name,
      ...(description !== undefined && { description }),
      input_schema: { ...(strictInput ?? legal.schema), type: 'object' },
      ...(strictInput !== undefined && { strict: true }),
    };
  });
  return { tools, names: (tool) => names.get(tool) };
}

/** How strict tools are declared. */
interface StrictTools {
  readonly transform: Transform;
  readonly budget: StrictBudget;
}

/** Returns the tools that earlier messages call. A request with tool calls must declare tools. */
export function toolsInHistory(messages: readonly Message[]): Anthropic.Tool[] {
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  const names = new Set(calls.map(({ name }) => name));
  return [...names].map((name) => ({ name, input_schema: { type: 'object' } }));
}

/** Converts a tool that the service runs. */
export function toServiceTool(tool: ServiceTool, model: string): Anthropic.ToolUnion[] {
  const isCurrent = isAdaptive(model);
  if (tool === 'web_search') {
    return [{ type: isCurrent ? 'web_search_20260318' : 'web_search_20250305', name: tool }];
  }
  if (tool === 'code_execution') {
    return [{ type: isCurrent ? 'code_execution_20260521' : 'code_execution_20250825', name: tool }];
  }
  return isDeclaration(tool) ? [tool] : [];
}

/** A declaration is sent as it is; the service checks it. */
function isDeclaration(tool: unknown): tool is Anthropic.ToolUnion {
  return isJsonObject(tool);
}

/** Converts the choice of tools. */
export function toToolChoice({
  toolChoice,
  parallelToolCalls,
}: RequestParams): Anthropic.ToolChoice | undefined {
  const serial = parallelToolCalls === false && { disable_parallel_tool_use: true };
  if (toolChoice === 'none') return { type: 'none' };
  if (toolChoice === 'required') return { type: 'any', ...serial };
  if (typeof toolChoice === 'object') return { type: 'tool', name: toolChoice.tool, ...serial };
  return serial || toolChoice === 'auto' ? { type: 'auto', ...serial } : undefined;
}
