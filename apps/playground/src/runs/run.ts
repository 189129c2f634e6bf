import { type ErrorView, viewError } from './error-view.ts';
import type { StepView } from './step.ts';

export type RunStatus = 'opening' | 'running' | 'completed' | 'failed' | 'cancelled';

/** A run as people are shown it, and as the page gets it. */
export interface RunView {
  readonly id: string;
  readonly engine: string;
  readonly question: string;
  /** `opening`: the engine is still being started for it. */
  readonly status: RunStatus;
  /** What was said while the engine was opened. */
  readonly notes: readonly string[];
  readonly steps: readonly StepView[];
  readonly tokens: { readonly input: number; readonly output: number };
  /** From the workflow's start to its end, or till now; absent where the engine never came to start it. */
  readonly durationMs?: number;
  readonly answer?: string;
  /** Why it failed, the outermost error first. */
  readonly error?: readonly ErrorView[];
}

interface Started {
  readonly id: string;
  readonly engine: string;
  readonly question: string;
}

/** What happens to one question, while it happens. */
export class Run {
  readonly id: string;
  readonly #started: Started;
  readonly #listeners = new Set<() => void>();
  readonly #ended = Promise.withResolvers<void>();
  #status: RunStatus = 'opening';
  #notes: readonly string[] = [];
  #steps: readonly StepView[] = [];
  #startedAt: number | undefined;
  #endedAt: number | undefined;
  #answer: string | undefined;
  #failure: unknown;

  constructor(started: Started) {
    this.id = started.id;
    this.#started = started;
  }

  /** Settles when it has ended, however it ended. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  get isOpen(): boolean {
    return this.#endedAt === undefined;
  }

  /** What was thrown, as it was thrown. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Has a function called whenever something changed, until the function that it gives is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  note(message: string): void {
    this.#change(() => (this.#notes = [...this.#notes, message]));
  }

  /** The engine is open, and the workflow starts. */
  begin(): void {
    this.#change(() => {
      this.#status = 'running';
      this.#startedAt = Date.now();
    });
  }

  follow(steps: readonly StepView[]): void {
    this.#change(() => (this.#steps = steps));
  }

  complete(answer: string): void {
    this.#answer = answer;
    this.#end('completed');
  }

  fail(failure: unknown, status: 'failed' | 'cancelled'): void {
    this.#failure = failure;
    this.#end(status);
  }

  view(): RunView {
    const models = this.#steps.filter((step) => step.kind === 'model');
    const sum = (count: (step: (typeof models)[number]) => number | undefined): number =>
      models.reduce((total, step) => total + (count(step) ?? 0), 0);
    return {
      ...this.#started,
      status: this.#status,
      notes: this.#notes,
      steps: this.#steps,
      tokens: {
        input: sum(({ answer }) => answer?.inputTokens),
        output: sum(({ answer }) => answer?.outputTokens),
      },
      ...(this.#startedAt !== undefined && {
        durationMs: (this.#endedAt ?? Date.now()) - this.#startedAt,
      }),
      ...(this.#answer !== undefined && { answer: this.#answer }),
      ...(this.#failure !== undefined && { error: viewError(this.#failure) }),
    };
  }

  #end(status: RunStatus): void {
    this.#change(() => {
      this.#status = status;
      this.#endedAt = Date.now();
    });
    this.#ended.resolve();
  }

  #change(change: () => void): void {
    change();
    for (const listener of this.#listeners) listener();
  }
}
