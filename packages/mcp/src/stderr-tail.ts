import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';

const MAX_LINES = 20;
const MAX_CHARACTERS = 4_096;

/** The last that a program wrote to stderr, however much it writes. */
export class StderrTail {
  readonly #decoder = new StringDecoder('utf8');
  #text = '';

  add(chunk: Buffer): void {
    // Twice as much as is shown: a secret that is cut in two by this is not in the half that is.
    this.#text = (this.#text + this.#decoder.write(chunk)).slice(-2 * MAX_CHARACTERS);
  }

  /** The last lines, with the secrets hidden. */
  lines(redact: (text: string) => string): string {
    return redact(stripVTControlCharacters(this.#text))
      .slice(-MAX_CHARACTERS)
      .trim()
      .split(/\r?\n/)
      .slice(-MAX_LINES)
      .join('\n');
  }
}
