import { describeProviderConformance, messagesProtocol } from '@mcp-agent/conformance/provider';
import { complete } from './provider.ts';

describeProviderConformance({
  name: 'Anthropic',
  provider: { name: 'anthropic', complete },
  protocol: messagesProtocol,
  settings: (origin, apiKey) => ({ anthropic: { apiKey, baseUrl: origin } }),
  named: (origin, apiKey) => ({ provider: 'anthropic', apiKey, baseUrl: origin }),
});
