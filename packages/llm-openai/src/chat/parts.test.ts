import type { ContentPart, JsonObject, Message } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import { fieldOf, objectsIn } from '../json.ts';
import type { ProfileName } from '../profiles/profile.ts';
import { bodyOf } from '../test-support/body.ts';

const PDF: ContentPart = { type: 'file', mimeType: 'application/pdf', data: 'JVBERg==', name: 'a.pdf' };
const UNNAMED: ContentPart = { type: 'file', mimeType: 'application/pdf', data: 'JVBERg==' };
const PDF_URL: ContentPart = { type: 'url', mimeType: 'application/pdf', url: 'https://a.example/a.pdf' };
const IMAGE_URL: ContentPart = { type: 'url', mimeType: 'image/png', url: 'https://a.example/a.png' };
const SOUND: ContentPart = { type: 'audio', mimeType: 'audio/wav', data: 'UklG' };
const DATA = 'data:application/pdf;base64,JVBERg==';

/** The parts that are sent for one part between two texts. */
function sentFor(part: ContentPart, profile: ProfileName, api: 'chat' | 'responses'): JsonObject | undefined {
  const text = { type: 'text', text: 'What?' } as const;
  const message: Message = { id: 'u', role: 'user', content: [text, part] };
  const body = bodyOf({ messages: [message], tools: [], params: { model: 'm' } }, { profile, api });
  const [first] = objectsIn(body['messages'] ?? body['input']);
  const content = fieldOf(first, 'content');
  return typeof content === 'string' ? { note: content } : objectsIn(content)[1];
}

const CASES: readonly [
  part: ContentPart,
  profile: ProfileName,
  api: 'chat' | 'responses',
  sent: JsonObject,
][] = [
  [PDF, 'openai', 'responses', { type: 'input_file', filename: 'a.pdf', file_data: DATA }],
  [UNNAMED, 'openai', 'responses', { type: 'input_file', filename: 'document.pdf', file_data: DATA }],
  [PDF_URL, 'openai', 'responses', { type: 'input_file', file_url: 'https://a.example/a.pdf' }],
  [
    IMAGE_URL,
    'openai',
    'responses',
    { type: 'input_image', detail: 'auto', image_url: 'https://a.example/a.png' },
  ],
  [SOUND, 'openai', 'responses', { type: 'input_text', text: '[audio audio/wav]' }],
  [PDF, 'openai', 'chat', { type: 'file', file: { filename: 'a.pdf', file_data: DATA } }],
  [PDF_URL, 'openai', 'chat', { note: 'What?\n[application/pdf https://a.example/a.pdf]' }],
  [IMAGE_URL, 'openai', 'chat', { type: 'image_url', image_url: { url: 'https://a.example/a.png' } }],
  [
    PDF_URL,
    'openrouter',
    'chat',
    { type: 'file', file: { filename: 'document.pdf', file_data: 'https://a.example/a.pdf' } },
  ],
  [PDF, 'mistral', 'chat', { type: 'document_url', document_url: DATA }],
  [PDF_URL, 'mistral', 'chat', { type: 'document_url', document_url: 'https://a.example/a.pdf' }],
  [PDF, 'groq', 'chat', { note: 'What?\n[file application/pdf]' }],
  [IMAGE_URL, 'gemini', 'chat', { note: 'What?\n[image/png https://a.example/a.png]' }],
  [IMAGE_URL, 'deepseek', 'chat', { note: 'What?\n[image/png https://a.example/a.png]' }],
];

test.each(CASES)('%j to %s by %s', (part, profile, api, sent) => {
  expect(sentFor(part, profile, api)).toEqual(sent);
});

test('an image of a tool is in its result where the service accepts that', () => {
  const messages: Message[] = [
    {
      id: '1',
      role: 'tool',
      toolCallId: 'a1B2c3D4e',
      content: [{ type: 'image', mimeType: 'image/png', data: 'iVBO' }],
      isError: false,
    },
  ];
  const body = bodyOf({ messages, tools: [], params: { model: 'm' } }, { profile: 'mistral' });
  expect(body['messages']).toEqual([
    {
      role: 'tool',
      tool_call_id: 'a1B2c3D4e',
      content: [
        { type: 'text', text: '[image image/png]' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } },
      ],
    },
  ]);
});
