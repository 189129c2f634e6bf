import type { ModelEvent } from '@mcp-agent/core/provider';

const OPEN = /^\s*<(think|thinking|thought|reasoning)>/i;
const LONGEST_OPEN = '<reasoning>'.length;

/** A text without its thinking, and the thinking. */
export interface SplitText {
  readonly text: string;
  readonly thinking: string;
}

/**
 * Separates the thinking that local models write before an answer, in `<think>` tags. A text without the closing tag
 * is all thinking. Some chat templates include the opening tag in the prompt, so the text has only the closing one.
 */
export function splitThinking(text: string): SplitText {
  const opened = OPEN.exec(text);
  const tag = opened?.[1] ?? 'think';
  const close = `</${tag}>`;
  const end = text.toLowerCase().indexOf(close.toLowerCase());
  if (opened === null && end < 0) return { text, thinking: '' };
  const start = opened?.[0].length ?? 0;
  if (end < 0) return { text: '', thinking: text.slice(start).trim() };
  return { text: text.slice(end + close.length).trimStart(), thinking: text.slice(start, end).trim() };
}

/**
 * Returns a function that emits the parts of a streamed text, with thinking in `<think>` tags at its start as
 * reasoning. Call it without a text at the end of the stream.
 */
export function thinkingSplitter(emit: (event: ModelEvent) => void): (delta?: string) => void {
  let buffer = '';
  let state: 'start' | 'thinking' | 'gap' | 'text' = 'start';
  let close = '';
  const send = (type: ModelEvent['type'], delta: string): void => {
    if (delta !== '') emit({ type, delta });
  };
  const read = (isEnd: boolean): void => {
    if (state === 'start') {
      const opened = OPEN.exec(buffer);
      if (opened !== null) {
        state = 'thinking';
        close = `</${opened[1] ?? ''}>`;
        buffer = buffer.slice(opened[0].length);
      } else if (isEnd || !mayOpen(buffer)) {
        state = 'text';
      } else return;
    }
    if (state === 'thinking') {
      const end = buffer.toLowerCase().indexOf(close.toLowerCase());
      if (end >= 0) {
        send('reasoning', buffer.slice(0, end));
        buffer = buffer.slice(end + close.length);
        state = 'gap';
      } else {
        // The end of the buffer may be the start of the closing tag.
        const kept = isEnd ? 0 : Math.min(buffer.length, close.length - 1);
        send('reasoning', buffer.slice(0, buffer.length - kept));
        buffer = buffer.slice(buffer.length - kept);
        return;
      }
    }
    if (state === 'gap') {
      // White space between the thinking and the text belongs to neither.
      buffer = buffer.trimStart();
      if (buffer === '') return;
      state = 'text';
    }
    send('text', buffer);
    buffer = '';
  };
  return (delta) => {
    buffer += delta ?? '';
    read(delta === undefined);
  };
}

/** Whether a text can still become an opening tag. */
function mayOpen(text: string): boolean {
  const start = text.trimStart();
  return start === '' || (start.startsWith('<') && start.length < LONGEST_OPEN && !start.includes('>'));
}
