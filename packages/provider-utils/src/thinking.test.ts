import { type ModelEvent, THINKING_TAGS } from '@mcp-agent/core/provider';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitThinking, thinkingSplitter } from './thinking.ts';

/** Returns the text and the reasoning that a stream of these parts emits. */
function stream(parts: readonly string[]): { text: string; reasoning: string } {
  const said = { text: '', reasoning: '' };
  const split = thinkingSplitter(({ type, delta }: ModelEvent) => {
    expect(delta).not.toBe('');
    said[type] += delta;
  });
  for (const part of parts) split(part);
  split();
  return said;
}

describe('splitThinking', () => {
  it.each([
    ['no thinking', 'Paris', 'Paris', ''],
    ['a block', '<think>\nFrance?\n</think>\n\nParis', 'Paris', 'France?'],
    ['a block after white space, in capitals', '\n <Think>France?</THINK>Paris', 'Paris', 'France?'],
    ['an empty block', '<think>\n\n</think>\n\nParis', 'Paris', ''],
    ['two blocks', '<think>One.</think>\n<think>Two.</think>\nParis', 'Paris', 'One.Two.'],
    ['a block that never closes', '<think>France? Or', '', 'France? Or'],
    ['no opening tag', 'France?\n</think>\n\nParis', 'Paris', 'France?'],
    ['no opening tag, closed at the end of a line', 'France.</think>\nParis', 'Paris', 'France.'],
    ['no opening tag, and another block', 'One.\n</think>\n<think>Two.</think>Paris', 'Paris', 'One.\nTwo.'],
    ['nothing after thinking without an opening tag', 'France?\n</think>', '', 'France?'],
    ['a tag that the answer mentions', 'Close with </think> or not.', 'Close with </think> or not.', ''],
    [
      'a pair that the answer mentions',
      'Write <think>a</think>\nbefore.',
      'Write <think>a</think>\nbefore.',
      '',
    ],
    ['an answer in markup', '<div>Paris</div>', '<div>Paris</div>', ''],
    ['a letter whose lower case is longer', '<think>İİİİ</think>Paris', 'Paris', 'İİİİ'],
  ])('reads %s', (_, whole, text, thinking) => {
    expect(splitThinking(whole)).toEqual({ text, thinking });
  });

  it.each(THINKING_TAGS)('reads the tag $open', ({ open, close }) => {
    expect(splitThinking(`${open}Hm.${close}Yes`)).toEqual({ text: 'Yes', thinking: 'Hm.' });
  });
});

describe('thinkingSplitter', () => {
  const tag = fc.constantFrom(...THINKING_TAGS.flatMap(({ open, close }) => [open, close]));
  const word = fc.oneof(tag, fc.constantFrom(' ', '\n', '<', '</', '<thi', 'nk>', 'a', '😀'), fc.string());
  const texts = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));

  it('emits the same text and reasoning, however the stream is divided', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(80)), (whole, cuts) => {
        const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)), whole.length];
        const places = at.toSorted((one, other) => one - other);
        const parts = places.map((from, index) => whole.slice(from, places[index + 1] ?? from));
        expect(stream(parts)).toEqual(stream([whole]));
      }),
      { numRuns: 2_000 },
    );
  });

  it('emits the text of the whole answer, unless only a closing tag shows what is thinking', () => {
    fc.assert(
      fc.property(texts, (whole) => {
        const { text, reasoning } = stream(whole.split(''));
        const split = splitThinking(whole);
        // Without reasoning, the stream may have emitted thinking as text: its end is the answer.
        const end = reasoning === '' ? text.slice(text.length - split.text.length) : text;
        expect(split.text).toBe(end);
        expect(reasoning === '' ? '' : split.thinking).toBe(reasoning.trim());
      }),
    );
  });

  it('emits a text without tags as it is', () => {
    const plain = fc.array(fc.oneof(fc.constantFrom(' ', '\n', '<', '</', 'a', '😀'), fc.string()));
    fc.assert(
      fc.property(plain, (parts) => {
        const whole = parts.join('');
        fc.pre(THINKING_TAGS.every(({ open }) => !whole.includes(open)));
        expect(stream(parts.filter((part) => part !== ''))).toEqual({ text: whole, reasoning: '' });
      }),
    );
  });

  it('holds back no more than the start of a tag', () => {
    const events: ModelEvent[] = [];
    const split = thinkingSplitter((event) => events.push(event));
    split('<think>Hm, 3 <');
    expect(events).toEqual([{ type: 'reasoning', delta: 'Hm, 3 ' }]);
    split(' 4</thi');
    expect(events.slice(1)).toEqual([{ type: 'reasoning', delta: '< 4' }]);
    split('nk>\n\nYes');
    expect(events.slice(2)).toEqual([{ type: 'text', delta: 'Yes' }]);
  });
});
