import { Listeners } from '../../interface/listeners.ts';
import type { FieldText } from './schema.ts';

/** The changed fields of a form, by name. */
export type Draft = Readonly<Record<string, FieldText>>;

const STORED_AS = 'drafts';

/** The drafts of all forms, which survive navigation and a reload of the tab. */
class Drafts {
  readonly #drafts: Map<string, Draft> = new Map(stored());
  readonly #listeners = new Listeners();
  readonly subscribe: Listeners['add'] = this.#listeners.add;

  constructor() {
    addEventListener('pagehide', () => this.#store());
  }

  get(form: string): Draft | undefined {
    return this.#drafts.get(form);
  }

  /** Changes a field's text. */
  set(form: string, field: string, text: FieldText): void {
    this.#drafts.set(form, { ...this.#drafts.get(form), [field]: text });
    this.#listeners.notify();
  }

  /** Resets a form. */
  clear(form: string): void {
    this.#drafts.delete(form);
    this.#listeners.notify();
  }

  #store(): void {
    try {
      sessionStorage.setItem(STORED_AS, JSON.stringify([...this.#drafts]));
    } catch {
      // Storage is disabled or full. After a reload, the form shows its defaults.
    }
  }
}

export const drafts: Drafts = new Drafts();

function stored(): [form: string, draft: Draft][] {
  try {
    const entries: unknown = JSON.parse(sessionStorage.getItem(STORED_AS) ?? '[]');
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(entry: unknown): entry is [form: string, draft: Draft] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false;
  const draft: unknown = entry[1];
  return (
    typeof draft === 'object' &&
    draft !== null &&
    Object.values(draft).every((text) => typeof text === 'string' || typeof text === 'boolean')
  );
}
