import type { NamedService } from '@mcp-agent/core';
import {
  chatCompletionsProtocol,
  describeProviderConformance,
  messagesProtocol,
  type ProviderUnderTest,
  responsesProtocol,
} from '@mcp-agent/conformance/provider';
import { googleProtocol } from './test-support/google-protocol.ts';
import { aiSdkProvider } from './provider.ts';
import type { AISDKSettings } from './settings.ts';

const SERVICE = 'service';

/** Runs the suite with a package of the AI SDK, as a service in the settings. */
function describePackage(
  settings: AISDKSettings,
  path: string,
  subject: Pick<ProviderUnderTest, 'protocol' | 'lacks'>,
): void {
  const named = (origin: string, apiKey: string): NamedService => ({
    provider: 'ai-sdk',
    apiKey,
    baseUrl: `${origin}${path}`,
    defaultModel: 'stand-in-1',
    ...settings,
  });
  describeProviderConformance({
    name: settings.package,
    provider: withService(aiSdkProvider),
    settings: (origin, apiKey) => ({ services: { [SERVICE]: named(origin, apiKey) } }),
    named,
    ...subject,
  });
}

/** Selects the service, as a workflow does. */
function withService(provider: ProviderUnderTest['provider']): ProviderUnderTest['provider'] {
  return {
    ...provider,
    complete: ({ params, ...request }, ...rest) =>
      provider.complete({ ...request, params: { service: SERVICE, ...params } }, ...rest),
  };
}

const CHAT = { protocol: chatCompletionsProtocol } as const;
const STRUCTURED = { supportsStructuredOutputs: true };

describePackage({ package: '@ai-sdk/openai-compatible', options: STRUCTURED }, '/v1', {
  ...CHAT,
  lacks: ['sealed-thoughts'],
});
describePackage({ package: 'ai-sdk-openai-compatible-v3', options: STRUCTURED }, '/v1', {
  ...CHAT,
  lacks: ['sealed-thoughts', 'refusals'],
});
// Version 2 has one finish reason for an unknown one and for none.
describePackage({ package: 'ai-sdk-openai-compatible-v2', options: STRUCTURED }, '/v1', {
  ...CHAT,
  lacks: ['sealed-thoughts', 'refusals', 'unknown-stop-reasons'],
});
describePackage({ package: '@ai-sdk/deepseek' }, '/v1', { ...CHAT, lacks: ['sealed-thoughts', 'refusals'] });
// These two packages reject answers without the ID of a tool call, Anthropic's also those without usage.
describePackage({ package: '@ai-sdk/openai' }, '/v1', {
  protocol: responsesProtocol,
  lacks: ['missing-ids'],
});
describePackage({ package: '@ai-sdk/anthropic' }, '/v1', {
  protocol: messagesProtocol,
  lacks: ['missing-ids', 'missing-usage'],
});
describePackage({ package: '@ai-sdk/google' }, '/v1beta', {
  protocol: googleProtocol,
  lacks: ['aimock', 'refusals'],
});
