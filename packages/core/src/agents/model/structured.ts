import { parseJson, type ReadJson } from './parse-json.ts';
import { indexOfTag, isTag, literally, THINKING_TAGS } from './thinking-tags.ts';

/**
 * Parses JSON written by a model. Models without a JSON mode write more than JSON: thinking in tags, sentences, code
 * fences. The value is, in this order: the whole text, the last fenced block with JSON, or the only object or array
 * outside of blocks and of other values. Never guesses between several values, and never takes a part of a broken one.
 */
export function readJson(text: string): ReadJson {
  const whole = parseJson(text, text.startsWith('\uFEFF') ? 1 : 0);
  return 'value' in whole ? whole : new Search(text).run(whole);
}

const OPENING = THINKING_TAGS.map(({ open }) => open);
const CLOSING = THINKING_TAGS.map(({ close }) => close);
const LANDMARK = `${literally(...OPENING, ...CLOSING)}|\`{3,}|~{3,}|[{[]`;
/** Braces and brackets that begin a value, also one in the notation of JavaScript, and not a word in a sentence. */
const VALUE = /\{\s*(?:["'}]|[\w$-]+\s*:|\/[/*])|\[\s*(?:["'[{\]]|-?\d|true\b|false\b|null\b)/;
const JSON_VALUE = /\{\s*"|\[\s*["[{]/;

/** Searches a text for JSON, from start to end. */
class Search {
  readonly #text: string;
  readonly #landmark = new RegExp(LANDMARK, 'gi');
  #at = 0;
  /** End of the thinking at the start of the text. */
  #start = 0;
  #fenced: ReadJson | undefined;
  #bare: Extract<ReadJson, { readonly value: unknown }>[] = [];
  #broken: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** @param otherwise the result for a text without JSON */
  run(otherwise: ReadJson): ReadJson {
    for (let mark = this.#next(); mark !== undefined; mark = this.#next()) {
      const opened = OPENING.findIndex((open) => isTag(mark, open));
      if (opened >= 0) this.#skipThinking(mark, CLOSING[opened] ?? '');
      else if (CLOSING.some((close) => isTag(mark, close))) this.#forget(this.#at + mark.length);
      else if (mark === '{' || mark === '[') this.#readBare();
      else this.#readFence(mark);
    }
    const rest = this.#start > 0 ? parseJson(this.#text, this.#start) : otherwise;
    if ('value' in rest) return rest;
    if (this.#fenced !== undefined) return this.#fenced;
    return this.#broken === undefined ? (this.#only() ?? rest) : { fault: this.#broken };
  }

  #next(): string | undefined {
    this.#landmark.lastIndex = this.#at;
    const found = this.#landmark.exec(this.#text);
    this.#at = found?.index ?? this.#text.length;
    return found?.[0];
  }

  #skipThinking(open: string, close: string): void {
    const closing = indexOfTag(this.#text, close, this.#at);
    const isAtStart = this.#text.slice(this.#start, this.#at).trim() === '';
    if (closing >= 0) {
      this.#at = closing + close.length;
      if (isAtStart) this.#start = this.#at;
    } else if (isAtStart) {
      this.#broken = `the answer is not JSON: it has only thinking, without the end tag ${close}`;
      this.#at = this.#text.length;
    } else this.#at += open.length;
  }

  /** What is before a closing tag is thinking, even if the opening tag is missing. */
  #forget(end: number): void {
    this.#start = end;
    this.#at = end;
    this.#fenced = undefined;
    this.#bare = [];
    this.#broken = undefined;
  }

  #readBare(): void {
    const start = this.#at;
    this.#at += 1;
    if (this.#broken !== undefined || lengthOf(VALUE, this.#text, start) === 0) return;
    const end = endOf(this.#text, start);
    if (end < 0) {
      this.#broken = TRUNCATED;
      return;
    }
    const read = parseJson(this.#text, start, end);
    if ('value' in read) this.#bare.push(read);
    else if (lengthOf(JSON_VALUE, this.#text, start) > 0) this.#broken = read.fault;
    this.#at = end;
  }

  #readFence(fence: string): void {
    const text = this.#text;
    const language = lengthOf(/[ \t]*[\w.+-]*/, text, this.#at + fence.length);
    const begin = this.#at + fence.length + language;
    const name = text.slice(this.#at + fence.length, begin).trim();
    const start = begin + lengthOf(/\s*/, text, begin);
    const isJson = /^json/i.test(name) || (name === '' && lengthOf(VALUE, text, start) > 0);
    // The fence is in a string of the truncated value.
    if (this.#broken === TRUNCATED) {
      this.#at = begin;
      return;
    }
    // A string of the value may contain a fence.
    let end = isJson || name === '' ? endOf(text, start) : -1;
    if (end >= 0) end += lengthOf(/\s*/, text, end);
    const isWhole = end === text.length || (end >= 0 && text.startsWith(fence, end));
    const closing = isWhole ? end : this.#endOfBlock(fence, begin);
    if (!isWhole && closing >= 0 && !text.startsWith(fence, closing)) {
      this.#at = closing;
      return;
    }
    this.#at = closing < 0 ? text.length : Math.min(text.length, closing + fence.length);
    const read = closing < 0 ? { fault: TRUNCATED } : parseJson(text, begin, closing);
    if (isJson || (name === '' && 'value' in read)) this.#fenced = read;
  }

  /** Returns the index of the fence that ends a block, or of the end of the thinking that it is in, or -1. */
  #endOfBlock(fence: string, begin: number): number {
    const end = new RegExp(`${fence}|${literally(...CLOSING)}`, 'gi');
    end.lastIndex = begin;
    return end.exec(this.#text)?.index ?? -1;
  }

  /** Returns the only value outside of blocks, or what is wrong with several. */
  #only(): ReadJson | undefined {
    const distinct = new Map(this.#bare.map((read) => [JSON.stringify(read.value), read]));
    // A number in brackets beside another value is a reference to a source.
    const values = [...distinct].filter(([json]) => distinct.size === 1 || !/^\[\d+\]$/.test(json));
    if (values.length > 1) {
      return { fault: `the answer has ${values.length} JSON values, and only one is expected` };
    }
    return values[0]?.[1];
  }
}

const TRUNCATED = 'the answer is not JSON: it ends before its JSON is complete';

/** Returns the end of the value that starts at an index, or -1 if it has none. */
function endOf(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first !== '{' && first !== '[') {
    const length = lengthOf(/[\w.+-]+/, text, start);
    return length > 0 ? start + length : -1;
  }
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at) - 1;
      if (at < 0) return -1;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

/** Returns the length of a match at an index, or 0. */
function lengthOf(pattern: RegExp, text: string, index: number): number {
  const sticky = new RegExp(pattern, 'y');
  sticky.lastIndex = index;
  return sticky.exec(text)?.[0].length ?? 0;
}
