import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson as readInText } from './structured.ts';
import { THINKING_TAGS } from './thinking-tags.ts';

/** Returns the value that was read, which is also the one at its place in the text. */
function readJson(text: string): object {
  const read = readInText(text);
  if ('fault' in read) return read;
  expect(JSON.parse(text.slice(...read.range))).toEqual(read.value);
  return { value: read.value };
}

const CITY = '{"city": "Paris"}';
const PARIS = { city: 'Paris' };

describe('readJson', () => {
  it.each([
    ['JSON', CITY],
    ['JSON after a byte order mark', `\uFEFF${CITY}`],
    ['JSON in white space', `\n ${CITY}\r\n`],
    ['a fence', `\`\`\`json\n${CITY}\n\`\`\``],
    ['a fence without a language', `\`\`\`\n${CITY}\n\`\`\``],
    ['a fence on one line', `\`\`\`json ${CITY}\`\`\``],
    ['a fence of tildes, in capitals', `~~~JSON\n${CITY}\n~~~`],
    ['a fence with Windows line ends', `\`\`\`json\r\n${CITY}\r\n\`\`\`\r\n`],
    ['a fence without an end', `\`\`\`json\n${CITY}`],
    ['a sentence before a fence', `Here is the answer:\n\n\`\`\`json\n${CITY}\n\`\`\``],
    ['a sentence after a fence', `\`\`\`json\n${CITY}\n\`\`\`\nI hope that helps.`],
    ['a sentence before JSON', `The answer is: ${CITY}`],
    ['a sentence after JSON', `${CITY}\n\nAnything else?`],
    ['braces in a sentence', `A {place} in [Europe] with {a: number}, [see below]: ${CITY} {done}`],
    ['an opening brace in a sentence', `Sets begin with { or [ as you know. ${CITY}`],
    ['LaTeX', `\\boxed{${CITY}}`],
    ['references to sources', `Paris [1], as said in [2]: ${CITY}`],
    ['the same value twice', `${CITY}\n\nAgain: {"city":"Paris"}`],
    ['thinking', `<think>\nIs it {"city": "London"}? Or {"city": \n</think>\n\n${CITY}`],
    ['thinking without an opening tag', `Is it {"city": "London"}? {"city\n</think>\n${CITY}`],
    ['thinking with a fence', `<think>\n\`\`\`json\n{"city":"London"}\n\`\`\`\n</think>\n${CITY}`],
    ['thinking before a fence', `<thinking>Hm.</thinking>\n\`\`\`json\n${CITY}\n\`\`\``],
    ['another tag', `<answer>${CITY}</answer>`],
    ['the last of several fences', `\`\`\`json\n{"city":"London"}\n\`\`\`\nNo:\n\`\`\`json\n${CITY}\n\`\`\``],
    ['a fence beside a value', `Not {"city":"London"}, but\n\`\`\`json\n${CITY}\n\`\`\``],
    [
      'a fence beside code',
      `\`\`\`json\n${CITY}\n\`\`\`\nUse it:\n\`\`\`js\nread({"city":"London"});\n\`\`\``,
    ],
  ])('reads %s', (_, text) => {
    expect(readJson(text)).toEqual({ value: PARIS });
  });

  it.each(THINKING_TAGS)('reads JSON after thinking in $open', ({ open, close }) => {
    expect(readJson(`${open}{"city":"London"}${close}${CITY}`)).toEqual({ value: PARIS });
    expect(readJson(`{"city":"London"}${close}${CITY}`)).toEqual({ value: PARIS });
    expect(readJson(`${open}\n{"city":"London"}`)).toEqual({ fault: expect.stringContaining(close) });
  });

  it.each([
    ['words', 'Paris', /not JSON/],
    ['nothing', '', /not JSON/],
    ['two values', `{"city":"London"} or ${CITY}`, /2 JSON values/],
    ['an empty object in a sentence', `{} is empty: ${CITY}`, /2 JSON values/],
    [
      'a truncated object with a whole one in it',
      '{"place": {"city": "Paris"}',
      /before its JSON is complete/,
    ],
    ['a truncated list', '[{"city": "Paris"}, {"city": "Lon', /before its JSON is complete/],
    [
      'a truncated list in the notation of JavaScript',
      `[{city: "a"}, ${CITY}`,
      /before its JSON is complete/,
    ],
    ['an object in the notation of JavaScript', `{place: ${CITY}}`, /not JSON/],
    ['a comma too many', `[${CITY},]`, /not JSON/],
    ['a broken object beside a whole one', `${CITY} or {"city": "Paris",}`, /not JSON/],
    [
      'a broken fence after a whole one',
      `\`\`\`json\n${CITY}\n\`\`\`\n\`\`\`json\n{"city":}\n\`\`\``,
      /not JSON/,
    ],
    ['two values in a fence', `\`\`\`json\n{"city":"London"}\n${CITY}\n\`\`\``, /not JSON/],
    ['a truncated fence', '```json\n{"place": {"city": "Paris"}', /before its JSON is complete/],
    [
      'a list in a string of a truncated object',
      '{"code": "\n```\n[1]\n```\nand',
      /before its JSON is complete/,
    ],
    ['only thinking', `<think>It is ${CITY}`, /only thinking/],
    ['code', '```js\nread({"city":"London"});\n```', /not JSON/],
  ])('takes nothing from %s, and says what is wrong', (_, text, fault) => {
    expect(readJson(text)).toEqual({ fault: expect.stringMatching(fault) });
  });

  const json = fc.jsonValue();
  const container = json.filter((value) => typeof value === 'object' && value !== null);
  const indent = fc.constantFrom(0, 2, '\t');
  const words = [
    'the',
    '{name}',
    '[see below]',
    'a { or a }',

    '{a: number}',
    '`code`',
    '"quoted"',
    '5 < 6.',
    '\n',
    'é',
  ];
  const prose = fc.array(fc.constantFrom(...words)).map((some) => some.join(' '));
  const thinking = fc.constantFrom(
    '',
    '<think>Is it {"a": 1}? {"b\n</think>\n',
    'Or [2]\n```json\n</think>\n\n',
  );

  it('reads any value as a whole text, in a fence, and after thinking', () => {
    fc.assert(
      fc.property(json, indent, prose, prose, thinking, (value, space, before, after, thought) => {
        const text = JSON.stringify(value, null, space);
        const expected: unknown = JSON.parse(text);
        for (const fence of ['```', '~~~~', '```json', '``` JSON']) {
          const [end = ''] = /^\W{3,}/.exec(fence.replace(/ .*/, '')) ?? [];
          const fenced = `${thought}${before}\n${fence}\n${text}\n${end}\n${after}`;
          expect(readJson(fenced)).toEqual({ value: expected });
        }
        expect(readJson(`\uFEFF${text}`)).toEqual({ value: expected });
        expect(readJson(`${thought}${text}`)).toEqual({ value: expected });
      }),
    );
  });

  it('reads any object or list between words', () => {
    fc.assert(
      fc.property(container, indent, prose, prose, thinking, (value, space, before, after, thought) => {
        const text = JSON.stringify(value, null, space);
        const expected: unknown = JSON.parse(text);
        expect(readJson(`${thought}${before} ${text} ${after}`)).toEqual({ value: expected });
      }),
    );
  });

  it('never takes a value from the start of another', () => {
    fc.assert(
      fc.property(container, indent, fc.nat(), prose, (value, space, at, before) => {
        const text = JSON.stringify(value, null, space);
        const start = text.slice(0, 1 + (at % Math.max(1, text.length - 1)));
        fc.pre(start !== text && /^[{[]\s*\S/.test(start));
        expect(readJson(`${before} ${start}`)).toHaveProperty('fault');
      }),
    );
  });
});
