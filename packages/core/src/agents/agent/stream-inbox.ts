import { nextConversationId } from '../model/conversation.ts';
import { type ModelEvent, STREAM_SIGNAL } from '../model/stream.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import type { GenerateEvent } from './event.ts';

type Take = (attempt: number, events: readonly ModelEvent[]) => void;

/** The open streams of one run by id. Parts for a closed stream are dropped. */
const openStreams: (ctx: WorkflowContext) => Map<string, Take> = perRun((ctx) => {
  const open = new Map<string, Take>();
  ctx.setHandler(STREAM_SIGNAL, (id, attempt, events) => open.get(id)?.(attempt, events));
  return open;
});

/** The stream of one model call. */
export class AnswerStream {
  readonly id: string;
  readonly #tell: (event: GenerateEvent) => void;
  readonly #open: Map<string, Take>;
  #attempt = 0;
  #text = '';

  constructor(ctx: WorkflowContext, tell: (event: GenerateEvent) => void) {
    this.id = nextConversationId(ctx);
    this.#tell = tell;
    this.#open = openStreams(ctx);
    this.#open.set(this.id, (attempt, events) => this.#take(attempt, events));
  }

  /** Emits the rest of the answer, now that it is complete. */
  complete(text: string): void {
    if (!text.startsWith(this.#text)) {
      this.#tell({ type: 'restart' });
      this.#text = '';
    }
    const delta = text.slice(this.#text.length);
    if (delta !== '') this.#tell({ type: 'text', delta });
  }

  close(): void {
    this.#open.delete(this.id);
  }

  #take(attempt: number, events: readonly ModelEvent[]): void {
    // An abandoned attempt may still send parts after the next one has started.
    if (attempt < this.#attempt) return;
    if (attempt > this.#attempt && this.#attempt > 0) {
      this.#tell({ type: 'restart' });
      this.#text = '';
    }
    this.#attempt = attempt;
    for (const event of events) {
      if (event.type === 'text') this.#text += event.delta;
      this.#tell(event);
    }
  }
}
