/** Maximum number of problems. */
const MAX_PROBLEMS = 20;
const MAX_PATH_LENGTH = 300;
const MAX_TEXT_LENGTH = 700;

/** What is wrong with a value, in words for a model. */
export class Problems {
  #texts: string[] = [];

  add(path: string, text: string): void {
    if (!this.isFull) this.#texts.push(`${cut(path, MAX_PATH_LENGTH)} ${cut(text, MAX_TEXT_LENGTH)}`);
  }

  addFrom(other: Problems): void {
    this.#texts = [...this.#texts, ...other.#texts].slice(0, MAX_PROBLEMS);
  }

  get isFull(): boolean {
    return this.#texts.length >= MAX_PROBLEMS;
  }

  get texts(): readonly string[] {
    return this.#texts;
  }
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
