const NEWLINE = 0x0a;
/** Bytes to keep of the start and of the end of a line that is too long. */
const KEPT = 512;

/** A line that is too long: its start, its end and its length in bytes. */
export interface LongLine {
  readonly start: string;
  readonly end: string;
  readonly bytes: number;
}

/** Splits a program's output into lines. A line that is too long is skipped without buffering it. */
export class LineReader {
  readonly #limit: number;
  readonly #onLine: (line: string) => void;
  readonly #onLongLine: (line: LongLine) => void;
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** Set while skipping a line that is too long. */
  #start: string | undefined;
  #end: Buffer = Buffer.alloc(0);

  constructor(limit: number, onLine: (line: string) => void, onLongLine: (line: LongLine) => void) {
    this.#limit = limit;
    this.#onLine = onLine;
    this.#onLongLine = onLongLine;
  }

  add(chunk: Buffer): void {
    let from = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, from);
      this.#take(newline === -1 ? chunk.subarray(from) : chunk.subarray(from, newline));
      if (newline === -1) return;
      this.#endLine();
      from = newline + 1;
    }
  }

  /** Ends the last line, if the output ended without a newline. */
  end(): void {
    if (this.#bytes > 0) this.#endLine();
  }

  #take(part: Buffer): void {
    this.#bytes += part.length;
    if (this.#start !== undefined) {
      this.#end = Buffer.concat([this.#end, part.subarray(-KEPT)]).subarray(-KEPT);
      return;
    }
    this.#chunks.push(part);
    if (this.#bytes <= this.#limit) return;
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#start = all.toString('utf8', 0, KEPT);
    this.#end = Buffer.from(all.subarray(-KEPT));
  }

  #endLine(): void {
    const [start, bytes, chunks] = [this.#start, this.#bytes, this.#chunks];
    this.#chunks = [];
    this.#bytes = 0;
    this.#start = undefined;
    if (start === undefined) this.#onLine(Buffer.concat(chunks).toString('utf8'));
    else this.#onLongLine({ start, end: this.#end.toString('utf8'), bytes });
  }
}
