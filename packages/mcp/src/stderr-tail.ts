import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';

const MAX_LINES = 20;
const MAX_CHARACTERS = 4_096;

/** The end of a program's stderr output, of bounded size. */
export class StderrTail {
  readonly #decoder = new StringDecoder('utf8');
  #text = '';

  add(chunk: Buffer): void {
    // Keep twice the displayed size: a secret cut at the start of the buffer is then outside the displayed half.
    this.#text = (this.#text + this.#decoder.write(chunk)).slice(-2 * MAX_CHARACTERS);
  }

  /** Returns the last lines, with secrets hidden. */
  lines(redact: (text: string) => string): string {
    return redact(stripVTControlCharacters(this.#text))
      .slice(-MAX_CHARACTERS)
      .trim()
      .split(/\r?\n/)
      .slice(-MAX_LINES)
      .join('\n');
  }
}
