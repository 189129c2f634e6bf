/** Maximum number of reasons that are reported. */
const MAX_NOTES = 5;
const MAX_LENGTH = 200;

/** Why a check is incomplete. */
export class Notes {
  readonly #texts = new Set<string>();

  add(text: string): void {
    if (this.#texts.size < MAX_NOTES) {
      this.#texts.add(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
    }
  }

  get texts(): readonly string[] {
    return [...this.#texts];
  }
}
