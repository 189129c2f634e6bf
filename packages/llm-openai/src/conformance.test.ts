import {
  chatCompletionsProtocol,
  describeProviderConformance,
  responsesProtocol,
} from '@mcp-agent/conformance/provider';
import { azureProvider, openAIProvider } from './provider.ts';

describeProviderConformance({
  name: 'Chat Completions',
  provider: openAIProvider,
  protocol: chatCompletionsProtocol,
  settings: (origin, apiKey) => ({ openai: { apiKey, baseUrl: `${origin}/v1` } }),
  // OpenAI's own service shows no thoughts here, so there are none to hand back.
  lacks: ['sealed-thoughts'],
});

describeProviderConformance({
  name: 'Responses',
  provider: openAIProvider,
  protocol: responsesProtocol,
  settings: (origin, apiKey) => ({ openai: { apiKey, baseUrl: `${origin}/v1`, api: 'responses' } }),
});

describeProviderConformance({
  name: 'Azure',
  provider: azureProvider,
  protocol: chatCompletionsProtocol,
  settings: (origin, apiKey) => ({ azure: { apiKey, endpoint: origin } }),
  lacks: ['sealed-thoughts'],
});
