import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import type { Redactor } from '@mcp-agent/core/host';
import { cleanText } from './clean-text.ts';

const MAX_LINES = 20;
const MAX_CHARACTERS = 4_096;
/** More than is shown: a secret that is cut at the start of the buffer is then outside the part that is shown. */
const MAX_BUFFERED = 65_536;

/** The end of a program's stderr output, of bounded size. */
export class StderrTail {
  readonly #decoder = new StringDecoder('utf8');
  #text = '';

  add(chunk: Buffer): void {
    this.#text += this.#decoder.write(chunk);
    if (this.#text.length > 2 * MAX_BUFFERED) this.#text = this.#text.slice(-MAX_BUFFERED);
  }

  /** Returns the last lines, with secrets hidden. */
  lines(redactor: Pick<Redactor, 'redact'>): string {
    return cleanText(stripVTControlCharacters(this.#text), redactor, Infinity)
      .slice(-MAX_CHARACTERS)
      .trim()
      .split('\n')
      .slice(-MAX_LINES)
      .join('\n');
  }
}
