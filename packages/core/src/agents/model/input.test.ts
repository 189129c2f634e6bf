import { describe, expect, it } from 'vitest';
import { toMessages } from './input.ts';

const TEXT = { type: 'text', text: 'Hi' } as const;
const PNG = { type: 'url', url: 'https://example.com/a.png', mimeType: 'image/png' } as const;

describe('toMessages', () => {
  it.each([
    [
      'the form of a service',
      [{ type: 'image_url', image_url: { url: 'u' } }],
      'message[0].type is image_url',
    ],
    ['the name of a property', [{ type: 'toString' }], 'message[0].type is toString'],
    ['no type', [TEXT, {}], 'message[1].type is undefined'],
    ['no MIME type', [{ type: 'url', url: 'u' }], 'message[0].mimeType is undefined. Use a MIME type'],
    ['bytes', [{ type: 'file', data: new Uint8Array(1), mimeType: 'application/pdf' }], 'message[0].data is'],
    [
      'no text',
      [{ role: 'user', content: [TEXT, { type: 'text' }] }],
      'message[0].content[1].text is undefined',
    ],
    ['a part that is null', [{ role: 'user', content: null }], 'message[0].content[0] is null'],
    ['a role of a service', [{ role: 'system', content: 'Be brief.' }], 'message[0].role is system'],
    ['text in a list', ['Hi'], 'message[0] is Hi. Use a content part'],
    ['one part', { ...TEXT }, 'message is'],
    ['an empty list', [], 'message is'],
    ['a message without content', [{ role: 'user', content: [] }], 'message[0].content is'],
    ['nothing', undefined, 'message is undefined. Use a string or an array'],
  ])('rejects %s with the place and what to use', (_, input, words) => {
    const convert = (): unknown => Reflect.apply(toMessages, undefined, [input]);
    expect(convert).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(convert).toThrow(words);
  });

  it.each([
    ['a text', 'Hi', [{ role: 'user', content: [TEXT] }]],
    ['parts', [TEXT, PNG], [{ role: 'user', content: [TEXT, PNG] }]],
    [
      'an empty text',
      [{ type: 'text', text: '' }],
      [{ role: 'user', content: [{ type: 'text', text: '' }] }],
    ],
    [
      'messages',
      [
        { role: 'assistant', content: TEXT },
        { role: 'user', content: 'Hi' },
      ],
      [
        { role: 'assistant', content: [TEXT] },
        { role: 'user', content: [TEXT] },
      ],
    ],
  ] as const)('accepts %s', (_, input, messages) => {
    expect(toMessages(input)).toEqual(messages);
  });
});
