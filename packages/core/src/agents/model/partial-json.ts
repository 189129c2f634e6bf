import type { JsonValue } from '../../runtime/values/json.ts';

/** An object or a list whose end was not read yet. */
type Open =
  | { readonly items: JsonValue[] }
  | { readonly fields: Map<string, JsonValue>; key: string | undefined };

/** A string whose end was not read yet. `escape` is the start of an escape sequence. */
interface OpenString {
  readonly isKey: boolean;
  text: string;
  escape: string;
}

/** What may come next: `first` is a value or the end of a list, `firstKey` a key or the end of an object. */
type Expected = 'value' | 'first' | 'key' | 'firstKey' | 'colon' | 'comma' | 'nothing';

const LITERALS: readonly string[] = ['true', 'false', 'null'];

/**
 * Reads a JSON object or list in parts of any size. Reads each character once; {@link value} copies only the objects
 * and lists that are not complete, and shares the others.
 */
export class PartialJson {
  readonly #open: Open[] = [];
  #string: OpenString | undefined;
  /** A number or literal whose end was not read yet. */
  #token = '';
  #expected: Expected = 'value';
  #root: JsonValue | undefined;
  #state: 'open' | 'complete' | 'broken' = 'open';
  #changes = 0;

  /** Number of changes of the value so far. */
  get changes(): number {
    return this.#changes;
  }

  /** Whether the text ended, or is not JSON. */
  get state(): 'open' | 'complete' | 'broken' {
    return this.#state;
  }

  /**
   * Reads a part, up to the end of the value.
   *
   * @returns the number of characters read
   */
  push(part: string): number {
    let at = 0;
    while (at < part.length && this.#state === 'open') at = this.#read(part, at);
    return at;
  }

  /**
   * The value so far: strings have their start, and numbers, literals and keys are left out until they are complete.
   * `undefined` before the start of the value. Later values leave it unchanged.
   */
  get value(): JsonValue | undefined {
    if (this.#root !== undefined) return this.#root;
    let inner: JsonValue | undefined =
      this.#string === undefined || this.#string.isKey ? undefined : wellFormed(this.#string.text);
    for (const open of this.#open.toReversed()) inner = copyOf(open, inner);
    return inner;
  }

  #read(part: string, at: number): number {
    if (this.#string !== undefined) return this.#readString(this.#string, part, at);
    const character = part.charAt(at);
    if (this.#token !== '' || /[-\w]/.test(character)) {
      if (/[-+.\w]/.test(character)) {
        this.#readToken(character);
        return at + 1;
      }
      this.#endToken();
    }
    if (!/\s/.test(character)) this.#take(character);
    return at + 1;
  }

  #take(character: string): void {
    const expected = this.#expected;
    const isValue = expected === 'value' || expected === 'first';
    if (isValue && character === '{') this.#begin({ fields: new Map(), key: undefined }, 'firstKey');
    else if (isValue && character === '[') this.#begin({ items: [] }, 'first');
    else if (isValue && character === '"') this.#beginString(false);
    else if ((expected === 'key' || expected === 'firstKey') && character === '"') this.#beginString(true);
    else if (expected === 'colon' && character === ':') this.#expected = 'value';
    else if (expected === 'comma' && character === ',') this.#next();
    else if (
      (expected === 'first' || expected === 'firstKey' || expected === 'comma') &&
      this.#ends(character)
    ) {
      this.#end();
    } else this.#state = 'broken';
  }

  #begin(open: Open, expected: Expected): void {
    this.#open.push(open);
    this.#expected = expected;
    this.#changes += 1;
  }

  #beginString(isKey: boolean): void {
    this.#string = { isKey, text: '', escape: '' };
    if (!isKey) this.#changes += 1;
  }

  #next(): void {
    const open = this.#open.at(-1);
    this.#expected = open !== undefined && 'fields' in open ? 'key' : 'value';
  }

  #ends(character: string): boolean {
    const open = this.#open.at(-1);
    return open !== undefined && character === ('fields' in open ? '}' : ']');
  }

  #end(): void {
    const open = this.#open.pop();
    if (open !== undefined) this.#add(copyOf(open, undefined));
  }

  #add(value: JsonValue): void {
    const open = this.#open.at(-1);
    this.#expected = open === undefined ? 'nothing' : 'comma';
    this.#changes += 1;
    if (open === undefined) {
      this.#root = value;
      this.#state = 'complete';
    } else if ('items' in open) open.items.push(value);
    else if (open.key !== undefined) {
      open.fields.set(open.key, value);
      open.key = undefined;
    }
  }

  #readToken(character: string): void {
    const isValue = this.#expected === 'value' || this.#expected === 'first';
    if (!isValue) this.#state = 'broken';
    this.#token += character;
    if (LITERALS.includes(this.#token)) this.#endToken();
  }

  #endToken(): void {
    const value = parse(this.#token);
    this.#token = '';
    if (value === undefined) this.#state = 'broken';
    else this.#add(value);
  }

  #readString(string: OpenString, part: string, at: number): number {
    if (!string.isKey) this.#changes += 1;
    if (string.escape !== '') {
      string.escape += part.charAt(at);
      if (string.escape.length === (string.escape.startsWith('\\u') ? 6 : 2)) this.#endEscape(string);
      return at + 1;
    }
    const end = part.slice(at).search(/["\\]/);
    string.text += end < 0 ? part.slice(at) : part.slice(at, at + end);
    if (end < 0) return part.length;
    if (part[at + end] === '\\') string.escape = '\\';
    else this.#endString(string);
    return at + end + 1;
  }

  #endEscape(string: OpenString): void {
    const character = parse(`"${string.escape}"`);
    if (typeof character !== 'string') this.#state = 'broken';
    else string.text += character;
    string.escape = '';
  }

  #endString({ isKey, text }: OpenString): void {
    this.#string = undefined;
    const open = this.#open.at(-1);
    if (isKey && open !== undefined && 'fields' in open) {
      open.key = text;
      this.#expected = 'colon';
    } else this.#add(text);
  }
}

function copyOf(open: Open, inner: JsonValue | undefined): JsonValue {
  if ('items' in open) return inner === undefined ? [...open.items] : [...open.items, inner];
  const { fields, key } = open;
  // Unlike an assignment, this creates a field named `__proto__`.
  return Object.fromEntries(inner === undefined || key === undefined ? fields : [...fields, [key, inner]]);
}

/** Leaves out the first half of a character at the end of a text. */
function wellFormed(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}

function parse(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
