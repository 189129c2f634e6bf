/** Maximum number of problems. */
const MAX_PROBLEMS = 20;
const MAX_PATH_LENGTH = 300;

/** What is wrong with a value, in words for a model. */
export class Problems {
  #texts: string[] = [];

  add(path: string, text: string): void {
    const shown = path.length > MAX_PATH_LENGTH ? `${path.slice(0, MAX_PATH_LENGTH)}…` : path;
    if (!this.isFull) this.#texts.push(`${shown} ${text}`);
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
