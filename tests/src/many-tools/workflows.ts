import {
  Agent,
  type AugmentedLLM,
  defineSignal,
  type LLMClass,
  MCPApp,
  type ToolSearch,
} from '@mcp-agent/core';
import { AISDKAugmentedLLM } from '@mcp-agent/llm-ai-sdk';
import { AnthropicAugmentedLLM } from '@mcp-agent/llm-anthropic';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';

const app = new MCPApp({ name: 'many-tools' });

const MODELS: Readonly<Record<'openai' | 'anthropic' | 'ai-sdk', LLMClass<AugmentedLLM>>> = {
  openai: OpenAIAugmentedLLM,
  anthropic: AnthropicAugmentedLLM,
  'ai-sdk': AISDKAugmentedLLM,
};

export interface Errand {
  readonly provider: keyof typeof MODELS;
  readonly service?: string;
  readonly servers: readonly string[];
  readonly toolSearch?: ToolSearch | false;
}

/** Asks an agent with many tools for an errand of ten turns. */
export const runErrand = app.workflow(
  'run-errand',
  async (_ctx, { provider, service, servers, toolSearch }: Errand) => {
    await using agent = new Agent({
      name: 'clerk',
      instruction: 'Run the errand.',
      serverNames: servers,
      ...(toolSearch !== undefined && { toolSearch }),
    });
    const params = { maxIterations: 10, ...(service !== undefined && { service }) };
    const llm = await agent.attachLLM(MODELS[provider], params);
    return llm.generateStr('Open an issue for the ticket, and file the report.');
  },
);

export const goOn = defineSignal<[]>('go_on');

/** Asks twice in one conversation, and waits for a signal in between. */
export const runErrandLater = app.workflow(
  'run-errand-later',
  async (ctx, { servers }: { servers: readonly string[] }) => {
    let continues = false;
    ctx.setHandler(goOn, () => {
      continues = true;
    });
    await using agent = new Agent({ name: 'clerk', serverNames: servers });
    const llm = await agent.attachLLM(OpenAIAugmentedLLM, { service: 'chat' });
    await llm.generateStr('Find the tools.');
    await ctx.condition(() => continues);
    return llm.generateStr('Use them.');
  },
);
