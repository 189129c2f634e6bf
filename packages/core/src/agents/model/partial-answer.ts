import type { JsonValue } from '../../runtime/values/json.ts';
import { PartialJson } from './partial-json.ts';
import { indexOfTag, isTag, literally, THINKING_TAGS } from './thinking-tags.ts';

/** A value whose text is still arriving: fields and items may be missing, and strings may be truncated. */
export type DeepPartial<T> = unknown extends T
  ? T
  : T extends string
    ? string
    : T extends bigint | symbol | Date | ((...args: never[]) => unknown)
      ? unknown
      : T extends readonly unknown[]
        ? readonly DeepPartial<T[number]>[]
        : T extends object
          ? { readonly [Key in keyof T]?: DeepPartial<T[Key]> }
          : T;

const TAGS = THINKING_TAGS.flatMap(({ open, close }) => [open, close]);
const MAX_TAG_LENGTH = Math.max(...TAGS.map((tag) => tag.length));
const LANDMARK = `${literally(...TAGS)}|[{[]`;
/** The start of a value, and not of a word in braces. */
const START = /^(?:\{\s*["}]|\[\s*(?:["[{\]]|-?\d|true\b|false\b|null\b))/;
/** A brace or a bracket that may be the start of a value, or of a tag, when more is known. */
const MAYBE_START = `^(?:\\{\\s*|\\[\\s*-?|\\[\\s*(?:t|tr|tru|true|f|fa|fal|fals|false|n|nu|nul|null)|${bracketTagStarts()})$`;

/**
 * Reads the first JSON object or list of an answer while it arrives. Skips words before it, and thinking, also if
 * only the end tag shows what was thinking.
 */
export class PartialAnswer {
  readonly #landmark = new RegExp(LANDMARK, 'i');
  readonly #maybeStart = new RegExp(MAYBE_START, 'i');
  #reader: PartialJson | undefined;
  /** Text that is not decided yet. */
  #rest = '';
  #close: string | undefined;

  /** The value so far. `undefined` before its start. */
  get value(): JsonValue | undefined {
    return this.#reader?.value;
  }

  /** Reads a part of the text. Returns whether the value may have changed. */
  push(delta: string): boolean {
    const reader = this.#reader;
    const changes = reader?.changes;
    let text = this.#rest + delta;
    this.#rest = '';
    while (text !== '') text = this.#read(text);
    return this.#reader !== reader || reader?.changes !== changes;
  }

  /** Reads the start of a text, and returns what remains to be read. */
  #read(text: string): string {
    const reader = this.#reader;
    if (reader?.state === 'open') return text.slice(reader.push(text));
    if (this.#close !== undefined) return this.#readThinking(text, this.#close);
    const mark = this.#landmark.exec(text);
    if (mark === null) return this.#wait(text.slice(-MAX_TAG_LENGTH));
    const [found] = mark;
    const from = text.slice(mark.index);
    const after = from.slice(found.length);
    if (THINKING_TAGS.some(({ close }) => isTag(found, close))) {
      this.#reader = undefined;
      return after;
    }
    const opened = THINKING_TAGS.find(({ open }) => isTag(found, open));
    if (opened !== undefined) {
      this.#close = opened.close;
      return after;
    }
    if (this.#maybeStart.test(from)) return this.#wait(from);
    if (reader !== undefined || !START.test(from)) return after;
    this.#reader = new PartialJson();
    return from;
  }

  #readThinking(text: string, close: string): string {
    const end = indexOfTag(text, close);
    if (end < 0) return this.#wait(text.slice(1 - close.length));
    this.#close = undefined;
    return text.slice(end + close.length);
  }

  #wait(rest: string): string {
    this.#rest = rest;
    return '';
  }
}

/** The starts of the tags that begin with a bracket, as a pattern. */
function bracketTagStarts(): string {
  const starts = TAGS.filter((tag) => tag.startsWith('[')).flatMap((tag) =>
    tag.split('').map((_, index) => tag.slice(0, index + 1)),
  );
  return literally(...starts);
}
