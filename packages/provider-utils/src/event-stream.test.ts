import { expect, test } from 'vitest';
import { checkedEvents } from './event-stream.ts';
import { ResponseError } from './response-error.ts';

async function read(chunks: readonly Uint8Array[], sent = '{"stream":true}'): Promise<string> {
  const passed: Uint8Array[] = [];
  const headers = new Headers({ 'retry-after': '7' });
  for await (const chunk of checkedEvents(ReadableStream.from(chunks), headers, sent)) passed.push(chunk);
  return Buffer.concat(passed).toString();
}

/** Divides a text into chunks of one byte, so that each character and line is cut. */
function inBytes(text: string): Uint8Array[] {
  return [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
}

test.each([
  ['characters of several bytes', 'data: {"text":"héllo 😀"}\n\n'],
  ['a byte order mark', '\uFEFFdata: {}\n\n'],
  ['comments and CRLF', ': wait\r\n\r\ndata:{}\r\n\r\n'],
  ['nothing', ''],
])('passes on events with %s, however they are cut', async (_, text) => {
  expect(await read(inBytes(text))).toBe(text);
});

test.each([
  ['an error', '{\n "error": {\n "message": "No."\n }\n}', { error: { message: 'No.' } }],
  ['an error of a gateway', '\n{"detail":"No."}', { detail: 'No.' }],
  ['a page', '<html>No.</html>', '<html>No.</html>'],
])('throws %s in place of events, with the headers', async (_, text, body) => {
  const error: unknown = await read(inBytes(text)).catch((failure: unknown) => failure);
  if (!(error instanceof ResponseError)) throw new Error('It is not a ResponseError.', { cause: error });
  expect(error.body).toEqual(body);
  expect(error.headers?.get('retry-after')).toBe('7');
});

test('passes on an answer in place of events as one event', async () => {
  const answer = { choices: [{ message: { content: 'a\n b' } }] };
  const text = await read(inBytes(JSON.stringify(answer, undefined, 2)));
  expect(JSON.parse(text.replace(/^data: /, '').trim())).toEqual(answer);
});
