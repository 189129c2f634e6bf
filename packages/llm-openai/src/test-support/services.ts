import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { fieldOf, objectsIn, textOr } from '../json.ts';
import type { ProfileName } from '../profiles/profile.ts';
import type { Refused, StrictService } from './stand-in.ts';

const COMMON = [
  'temperature',
  'top_p',
  'stop',
  'tools',
  'tool_choice',
  'response_format',
  'reasoning_effort',
];

const openAIError = (message: string, param: string | null = null): JsonValue => ({
  error: { message, type: 'invalid_request_error', param, code: null },
});
const unknownParameter = (name: string): Refused => [400, openAIError(`Unknown parameter: '${name}'.`, name)];

/** Google sends a list. */
const invalidField = (name: string): Refused => [
  400,
  [
    {
      error: {
        code: 400,
        message: `Invalid JSON payload received. Unknown name "${name}": Cannot find field.`,
        status: 'INVALID_ARGUMENT',
      },
    },
  ],
];

function asksForJson(body: JsonObject): boolean {
  return body['response_format'] !== undefined;
}

function formatOf(body: JsonObject): string {
  return textOr(fieldOf(body['response_format'], 'type'));
}

function callingMessages(body: JsonObject): JsonObject[] {
  return objectsIn(body['messages']).filter(({ tool_calls: calls }) => calls !== undefined);
}

function noJsonWithTools(words: string): (body: JsonObject) => Refused | undefined {
  return (body) => (asksForJson(body) && body['tools'] !== undefined ? [400, openAIError(words)] : undefined);
}

const DETAILS: JsonValue[] = [
  { type: 'reasoning.text', text: 'Let me look.', signature: 'c2lnbmF0dXJl', index: 0, format: 'x-1' },
  { type: 'reasoning.encrypted', data: 'c2VhbGVk', index: 1, format: 'x-1' },
];

/** Services that refuse, in their own words, what the real ones refuse. */
export const SERVICES: Partial<Record<ProfileName, StrictService>> = {
  openai: {
    accepts: [...COMMON, 'max_completion_tokens', 'stream_options', 'seed'],
    unknown: unknownParameter,
  },
  deepseek: {
    accepts: [...COMMON, 'max_tokens', 'stream_options'],
    unknown: unknownParameter,
    thought: { reasoning_content: 'Let me look.' },
    check: (body) => {
      if (formatOf(body) === 'json_schema') {
        return [400, openAIError('This response_format type is unavailable now')];
      }
      if (body['tool_choice'] !== undefined && body['tool_choice'] !== 'auto') {
        return [400, openAIError('Thinking mode does not support this tool_choice')];
      }
      return callingMessages(body).every((message) => typeof message['reasoning_content'] === 'string')
        ? undefined
        : [400, openAIError('The `reasoning_content` in the thinking mode must be passed back to the API.')];
    },
  },
  gemini: {
    accepts: [...COMMON, 'max_tokens', 'stream_options'],
    unknown: invalidField,
    callFields: { extra_content: { google: { thought_signature: 'c2lnbmF0dXJl' } } },
    check: (body) => {
      if (asksForJson(body) && body['tools'] !== undefined) {
        return [
          400,
          openAIError("Function calling with a response mime type: 'application/json' is unsupported"),
        ];
      }
      if (JSON.stringify(body['tools'] ?? []).includes('$schema')) return invalidField('$schema');
      return callingMessages(body).every((message) => JSON.stringify(message).includes('thought_signature'))
        ? undefined
        : [400, openAIError('Function call is missing a thought_signature in functionCall parts.')];
    },
  },
  mistral: {
    accepts: [...COMMON, 'max_tokens', 'random_seed', 'parallel_tool_calls', 'presence_penalty', 'metadata'],
    unknown: (name) => [
      422,
      {
        object: 'error',
        message: {
          detail: [{ type: 'extra_forbidden', loc: ['body', name], msg: 'Extra inputs are not permitted' }],
        },
        type: 'invalid_request_error',
        param: null,
      },
    ],
    thought: { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Let me look.' }] }] },
    callId: 'a1B2c3D4e',
    check: (body) => {
      const ids = callingMessages(body).flatMap((message) => objectsIn(message['tool_calls']));
      const odd = ids.map(({ id }) => textOr(id)).find((id) => !/^[a-zA-Z0-9]{9}$/.test(id));
      return odd === undefined
        ? undefined
        : [
            400,
            {
              object: 'error',
              message: `Tool call id was ${odd} but must be a-z, A-Z, 0-9, with a length of 9.`,
            },
          ];
    },
  },
  groq: {
    accepts: [...COMMON, 'max_completion_tokens', 'stream_options', 'seed', 'user', 'parallel_tool_calls'],
    unknown: (name) => [400, openAIError(`property '${name}' is unsupported`)],
    thought: { reasoning: 'Let me look.' },
    check: (body) =>
      objectsIn(body['messages']).some((message) => 'reasoning' in message)
        ? [400, openAIError("'messages.1' : for 'role:assistant' property 'reasoning' is unsupported")]
        : noJsonWithTools('json mode cannot be combined with tool/function calling')(body),
  },
  openrouter: {
    accepts: [...COMMON, 'max_tokens', 'stream_options', 'seed', 'top_k', 'reasoning', 'user'],
    unknown: unknownParameter,
    thought: { reasoning: 'Let me look.', reasoning_details: DETAILS },
    check: (body) =>
      callingMessages(body).every(
        (message) => JSON.stringify(message['reasoning_details']) === JSON.stringify(DETAILS),
      )
        ? undefined
        : [400, openAIError('The reasoning_details of the message were changed.')],
  },
  together: {
    accepts: [...COMMON, 'max_tokens', 'stream_options', 'seed', 'top_k'],
    unknown: unknownParameter,
    thought: { reasoning: 'Let me look.' },
    check: noJsonWithTools('response_format and tools exclude each other'),
  },
  xai: {
    accepts: [...COMMON, 'max_completion_tokens', 'stream_options', 'seed', 'user', 'parallel_tool_calls'],
    unknown: (name) => [
      400,
      { code: 'invalid-argument', error: `Argument not supported on this model: ${name}` },
    ],
    thought: { reasoning_content: 'Let me look.' },
  },
  ollama: {
    accepts: [...COMMON, 'max_tokens', 'stream_options', 'seed'],
    unknown: unknownParameter,
    thought: { reasoning: 'Let me look.' },
  },
  vllm: {
    accepts: [...COMMON, 'max_tokens', 'stream_options', 'seed', 'top_k', 'parallel_tool_calls'],
    unknown: (name) => [
      400,
      { object: 'error', message: `[{'type': 'extra_forbidden', 'loc': ('body', '${name}')}]` },
    ],
    thought: { reasoning_content: 'Let me look.' },
    check: noJsonWithTools('structured outputs and tools exclude each other'),
  },
  lmstudio: {
    accepts: [...COMMON, 'max_tokens', 'stream_options', 'seed', 'top_k'],
    unknown: unknownParameter,
    check: (body) =>
      formatOf(body) === 'json_object'
        ? [400, { error: "'response_format.type' must be 'json_schema' or 'text'" }]
        : undefined,
  },
  llamacpp: {
    accepts: [...COMMON, 'max_tokens', 'stream_options', 'seed', 'top_k', 'parallel_tool_calls'],
    unknown: unknownParameter,
    thought: { reasoning_content: 'Let me look.' },
    check: noJsonWithTools('Cannot use custom grammar constraints with tools.'),
  },
  compatible: {
    // Nothing is known of it: it knows fewer fields than any other.
    accepts: ['tools', 'temperature', 'max_completion_tokens'],
    unknown: (name) => [400, { detail: [{ loc: ['body', name], msg: 'extra fields not permitted' }] }],
    thought: { reasoning_content: 'Let me look.' },
    check: (body) =>
      objectsIn(body['messages']).some((message) => 'reasoning_content' in message)
        ? [422, { detail: 'messages: extra field reasoning_content' }]
        : undefined,
  },
};
