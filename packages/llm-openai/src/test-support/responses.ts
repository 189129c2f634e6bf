import type { JsonObject, Settings } from '@mcp-agent/core';

/** Settings of a service with Responses. */
export const settings = (baseUrl: string): Settings => ({
  openai: { apiKey: 'sk-test-0123456789', baseUrl, api: 'responses' },
});

/** A message of a response. */
export const message = (text: string, more: JsonObject = {}): JsonObject => ({
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
  ...more,
});
export const reasoning: JsonObject = {
  type: 'reasoning',
  id: 'rs_1',
  summary: [{ type: 'summary_text', text: 'hm' }],
  encrypted_content: 'c2VhbGVk',
};
export const call: JsonObject = {
  type: 'function_call',
  id: 'fc_1',
  call_id: 'c1',
  name: 'look',
  arguments: '{}',
};
