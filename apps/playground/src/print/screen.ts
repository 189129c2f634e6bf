import { stripVTControlCharacters, styleText } from 'node:util';
import { wrap } from './wrap.ts';

type Style = Parameters<typeof styleText>[0];

const MAX_WIDTH = 100;
const DEFAULT_WIDTH = 80;

/** Text output for the user: with colors in a terminal, plain in a pipe or with NO_COLOR. */
export class Screen {
  readonly #stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY;
  }

  line(text = ''): void {
    this.#stream.write(`${text}\n`);
  }

  /** Writes wrapped text. Later lines are indented by the length of the mark. */
  paragraph(text: string, { mark = '', style }: { mark?: string; style?: Style } = {}): void {
    // The width is 0 if the terminal does not know it.
    const width = Math.min(this.#stream.columns || DEFAULT_WIDTH, MAX_WIDTH);
    const [first = '', ...others] = wrap(clean(text), width - mark.length);
    const styled = (line: string): string => (style === undefined ? line : this.style(style, line));
    this.line(`${mark}${styled(first)}`);
    for (const line of others) this.line(`${' '.repeat(mark.length)}${styled(line)}`);
  }

  /** Styles a text. Node.js considers NO_COLOR, FORCE_COLOR and the stream. */
  style(style: Style, text: string): string {
    return styleText(style, text, { stream: this.#stream });
  }
}

/** Removes control characters, which would control the terminal, from untrusted text. */
export function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are removed
  return stripVTControlCharacters(text).replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
