import { stripVTControlCharacters, styleText } from 'node:util';
import { wrap } from './wrap.ts';

type Style = Parameters<typeof styleText>[0];

const WIDEST = 100;
const DEFAULT_WIDTH = 80;

/** Where a person reads: plain text in a pipe or with NO_COLOR, colours in a terminal. */
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

  /** Writes words within the width, each line after the first indented as far as the first one's mark. */
  paragraph(text: string, { mark = '', style }: { mark?: string; style?: Style } = {}): void {
    // A terminal that does not know its width says 0.
    const width = Math.min(this.#stream.columns || DEFAULT_WIDTH, WIDEST);
    const [first = '', ...others] = wrap(clean(text), width - mark.length);
    const styled = (line: string): string => (style === undefined ? line : this.style(style, line));
    this.line(`${mark}${styled(first)}`);
    for (const line of others) this.line(`${' '.repeat(mark.length)}${styled(line)}`);
  }

  /** Node knows NO_COLOR, FORCE_COLOR and what the stream can show. */
  style(style: Style, text: string): string {
    return styleText(style, text, { stream: this.#stream });
  }
}

/** A text that others wrote, without what would steer the terminal. */
export function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return stripVTControlCharacters(text).replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
