import { indexOfTag, isTag, type ModelEvent, THINKING_TAGS } from '@mcp-agent/core/provider';

/** A text without its thinking, and the thinking. */
export interface SplitText {
  readonly text: string;
  readonly thinking: string;
}

/**
 * Separates the thinking that local models write before an answer, in `<think>` and similar tags. Several blocks in a
 * row are joined. A text without the closing tag is all thinking. Some chat templates include the opening tag in the
 * prompt, so the text has only the closing one, at the end of a line or on a line of its own.
 */
export function splitThinking(text: string): SplitText {
  const parts = { text: '', reasoning: '' };
  const split = thinkingSplitter(({ type, delta }) => {
    parts[type] += delta;
  });
  split(text);
  split();
  const { text: answer, reasoning } = parts;
  if (reasoning !== '') return { text: answer, thinking: reasoning.trim() };
  const closing = unopenedClosing(answer);
  if (closing === undefined) return { text: answer, thinking: '' };
  const rest = splitThinking(answer.slice(closing.end).trimStart());
  const thinking = [answer.slice(0, closing.start).trim(), rest.thinking].filter((part) => part !== '');
  return { text: rest.text, thinking: thinking.join('\n') };
}

/** Finds the first closing tag without an opening one. A tag that an answer mentions in a sentence is none. */
function unopenedClosing(text: string): { readonly start: number; readonly end: number } | undefined {
  const found = THINKING_TAGS.flatMap(({ open, close }) => {
    for (let start = indexOfTag(text, close); start >= 0; start = indexOfTag(text, close, start + 1)) {
      const before = text.slice(0, start);
      const end = start + close.length;
      if (indexOfTag(before, open) >= 0) return [];
      const isAlone = /^[ \t]*(?:\r?\n|$)/.test(text.slice(end)) || /(?:^|\n)[ \t]*$/.test(before);
      if (isAlone) return { start, end };
    }
    return [];
  });
  return found.toSorted((one, other) => one.start - other.start)[0];
}

/**
 * Returns a function that emits the parts of a streamed text, with thinking in tags at its start as reasoning. The
 * parts do not depend on how the text is divided. Call it without a text at the end of the stream.
 *
 * A stream cannot know that text before a closing tag without an opening one is thinking: it emits that as text, and
 * core restarts the stream when the whole answer has another text.
 */
export function thinkingSplitter(emit: (event: ModelEvent) => void): (delta?: string) => void {
  let buffer = '';
  let state: 'start' | 'thinking' | 'gap' | 'text' = 'start';
  let close = '';
  const send = (type: ModelEvent['type'], length: number): void => {
    if (length > 0) emit({ type, delta: buffer.slice(0, length) });
    buffer = buffer.slice(length);
  };
  /** Reads a part of the buffer. Returns whether there may be more to read. */
  const read = (isEnd: boolean): boolean => {
    if (state === 'text') {
      send('text', buffer.length);
      return false;
    }
    if (state === 'thinking') {
      const end = indexOfTag(buffer, close);
      send('reasoning', end >= 0 ? end : buffer.length - (isEnd ? 0 : startedTag(buffer, close)));
      if (end < 0) return false;
      buffer = buffer.slice(close.length);
      state = 'gap';
      return true;
    }
    const start = buffer.trimStart();
    const opened = THINKING_TAGS.find(({ open }) => startsWith(start, open));
    if (opened !== undefined) {
      ({ close } = opened);
      buffer = start.slice(opened.open.length);
      state = 'thinking';
      return true;
    }
    if (!isEnd && mayOpen(start)) return false;
    // White space between the thinking and the text belongs to neither.
    if (state === 'gap') buffer = start;
    state = 'text';
    return true;
  };
  return (delta) => {
    buffer += delta ?? '';
    while (read(delta === undefined));
  };
}

/** Whether a text can still become an opening tag. */
function mayOpen(start: string): boolean {
  return THINKING_TAGS.some(({ open }) => startsWith(open, start));
}

function startsWith(text: string, tag: string): boolean {
  return isTag(text.slice(0, tag.length), tag);
}

/** Length of the end of a text that may be the start of a tag. */
function startedTag(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length -= 1) {
    if (startsWith(tag, text.slice(-length))) return length;
  }
  return 0;
}
