import {
  chatCompletionsProtocol,
  describeProviderConformance,
  responsesProtocol,
} from '@mcp-agent/conformance/provider';
import { PROFILES } from './profiles/services.ts';
import { azureProvider, openAIProvider } from './provider.ts';

describeProviderConformance({
  name: 'Chat Completions',
  provider: openAIProvider,
  protocol: chatCompletionsProtocol,
  settings: (origin, apiKey) => ({ openai: { apiKey, baseUrl: `${origin}/v1` } }),
  named: (origin, apiKey) => ({
    provider: 'openai',
    apiKey,
    baseUrl: `${origin}/v1`,
    defaultModel: 'stand-in-1',
  }),
  // The stand-in for Chat Completions sends no signed reasoning.
  lacks: ['sealed-thoughts'],
});

describeProviderConformance({
  name: 'Responses',
  provider: openAIProvider,
  protocol: responsesProtocol,
  settings: (origin, apiKey) => ({ openai: { apiKey, baseUrl: `${origin}/v1`, api: 'responses' } }),
  named: (origin, apiKey) => ({
    provider: 'openai',
    apiKey,
    baseUrl: `${origin}/v1`,
    api: 'responses',
    defaultModel: 'stand-in-1',
  }),
});

describeProviderConformance({
  name: 'Azure',
  provider: azureProvider,
  protocol: chatCompletionsProtocol,
  settings: (origin, apiKey) => ({ azure: { apiKey, endpoint: origin } }),
  named: (origin, apiKey) => ({ provider: 'azure', apiKey, endpoint: origin }),
  lacks: ['returned-reasoning', 'sealed-thoughts'],
});

describeProviderConformance({
  name: 'Azure, Responses',
  provider: azureProvider,
  protocol: responsesProtocol,
  settings: (origin, apiKey) => ({ azure: { apiKey, endpoint: origin, api: 'responses' } }),
  named: (origin, apiKey) => ({ provider: 'azure', apiKey, endpoint: origin, api: 'responses' }),
  lacks: ['aimock'],
});

for (const [profile, { images, name, reasoning }] of Object.entries(PROFILES)) {
  describeProviderConformance({
    name: `the profile ${profile}`,
    provider: openAIProvider,
    protocol: chatCompletionsProtocol,
    settings: (origin, apiKey) => ({
      openai: { apiKey, baseUrl: `${origin}/v1`, api: 'chat', profile: name, defaultModel: 'stand-in-1' },
    }),
    lacks: [
      'sealed-thoughts',
      'aimock',
      'named-services',
      ...(reasoning === 'never' ? (['returned-reasoning'] as const) : []),
      ...(images === 'none' ? (['images'] as const) : []),
    ],
  });
}
