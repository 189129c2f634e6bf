import { describeProviderConformance, messagesWire } from '@mcp-agent/testing/provider';
import { complete } from './provider.ts';

describeProviderConformance({
  name: 'Anthropic',
  provider: { name: 'anthropic', complete },
  wire: messagesWire,
  settings: (origin, apiKey) => ({ anthropic: { apiKey, baseUrl: origin } }),
});
