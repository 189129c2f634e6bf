import type { LanguageModelV4, LanguageModelV4ProviderTool } from '@ai-sdk/provider';
import type { ServiceTool } from '@mcp-agent/core';

/** The tools of providers, by their names in requests. */
const TOOLS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  anthropic: { web_search: 'web_search_20250305', code_execution: 'code_execution_20250825' },
  google: { web_search: 'google_search', code_execution: 'code_execution' },
  openai: { web_search: 'web_search', code_execution: 'code_interpreter' },
  xai: { web_search: 'web_search', code_execution: 'code_execution' },
};

/** Returns the tool of a provider, or why it has none. */
export function toProviderTool(
  tool: ServiceTool,
  { provider }: Pick<LanguageModelV4, 'provider'>,
): LanguageModelV4ProviderTool | string {
  const family = provider.includes('anthropic') ? 'anthropic' : (provider.split('.')[0] ?? '');
  if (typeof tool === 'string') {
    const id = TOOLS[family]?.[tool];
    if (id !== undefined) return { type: 'provider', id: `${family}.${id}`, name: tool, args: {} };
    return (
      `the AI SDK provider "${provider}" has no tool "${tool}" that this package knows.\n` +
      `In serviceTools, declare it by its id: { type: "${family}.NAME" }.`
    );
  }
  const { type, ...args } = tool;
  const [prefix = '', ...rest] = type.split('.');
  const name = rest.join('.');
  return name === ''
    ? { type: 'provider', id: `${family}.${type}`, name: type, args }
    : { type: 'provider', id: `${prefix}.${name}`, name, args };
}
