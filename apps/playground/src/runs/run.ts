import type { HistoryStep, JsonValue, WorkflowMessages } from '@mcp-agent/core';
import type { Recovery } from '../interface/recovery.ts';
import type { Mark, RunHead, RunStatus } from '../interface/run.ts';
import { viewError } from './error-view.ts';
import { type Interrupted, recoveryOf, remember, withBegun } from './recovery.ts';
import { resultDigest } from './result-digest.ts';
import type { StepView } from './step.ts';
import { StepList } from './step-list.ts';
import { tokensOf } from './tokens.ts';
import type { Versions } from './versions.ts';
import { viewStep } from './view-step.ts';

/** A run with its steps, for the terminal. */
export interface RunView extends RunHead {
  readonly steps: readonly StepView[];
}

/** The run to start. */
export type Started = Pick<RunHead, 'id' | 'engine' | 'workflow' | 'input'>;

/** The state of one run, updated while it is in progress. */
export class Run {
  readonly id: string;
  readonly engine: string;
  readonly workflow: string;
  readonly #started: Started;
  readonly #versions: Versions;
  readonly #steps: StepList;
  readonly #ended = Promise.withResolvers<void>();
  #version: number;
  #more: Partial<RunHead> = {};
  #status: RunStatus = 'opening';
  #failure: unknown;
  /** The steps that were known when its process ended. */
  #interrupted: Interrupted | undefined;

  constructor(started: Started, versions: Versions) {
    this.id = started.id;
    this.engine = started.engine;
    this.workflow = started.workflow;
    this.#started = started;
    this.#versions = versions;
    this.#steps = new StepList(versions);
    this.#version = versions.next();
  }

  /** Resolves when the run has ended in any way. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  get isOpen(): boolean {
    return this.#status === 'opening' || this.#status === 'running' || this.#status === 'paused';
  }

  /** Whether its engine was open and it was started. */
  get hasBegun(): boolean {
    return this.#more.startedAt !== undefined;
  }

  /** Whether its process ended or was restarted, and its history was not read since. */
  get awaitsHistory(): boolean {
    return this.#more.recovery?.isRead === false;
  }

  get steps(): StepList {
    return this.#steps;
  }

  /** Version of the last change of its head. */
  get version(): number {
    return this.#version;
  }

  /** The original error. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Calls a function on every change. Returns a function that stops that. */
  onChange(listener: () => void): () => void {
    return this.#versions.onChange(listener);
  }

  note(message: string): void {
    this.#change({ notes: [...(this.#more.notes ?? []), message] });
  }

  /** Marks the run as started. */
  begin(): void {
    this.#status = 'running';
    this.#change({ startedAt: Date.now() });
  }

  /** Adds an event of its process, unless the run has not started or has ended. */
  mark(kind: Mark['kind'], pid: number): void {
    if (!this.isOpen || !this.hasBegun) return;
    const steps = this.#steps.raw();
    if (kind !== 'started') this.#interrupted = remember(this.#interrupted, steps);
    const isRead = kind === 'started' && this.#more.recovery?.isRead === true;
    this.#change({
      marks: [...(this.#more.marks ?? []), { kind, pid, at: Date.now() }],
      ...this.#recovery(steps, { isRead, isComplete: isRead }),
    });
  }

  pause(paused: boolean): void {
    if (!this.isOpen) return;
    this.#status = paused ? 'paused' : 'running';
    this.#change({});
  }

  /** Sets the messages that it accepts. */
  setMessages(messages: WorkflowMessages): void {
    if (JSON.stringify(messages) !== JSON.stringify(this.#more.messages)) this.#change({ messages });
  }

  /** Updates its steps. Returns whether anything has changed. */
  follow(steps: readonly HistoryStep[]): boolean {
    const isNew = this.#steps.update(steps);
    if (isNew) this.#change({ tokens: tokensOf(this.#steps.raw()) });
    const { recovery, marks } = this.#more;
    const last = marks?.at(-1);
    if (this.#interrupted === undefined || last === undefined) return isNew;
    if (!isNew && recovery?.isRead === true) return isNew;
    // Until the process is restarted, the history has what the last one left.
    const isComplete = last.kind !== 'started' || recovery?.isComplete === true;
    if (last.kind !== 'started') this.#interrupted = remember(this.#interrupted, steps);
    else if (!isComplete) this.#interrupted = withBegun(this.#interrupted, steps, last.at);
    this.#change(this.#recovery(steps, { isRead: true, isComplete }));
    return isNew;
  }

  complete(result: JsonValue): void {
    const digest = resultDigest(result);
    this.#end('completed', { result, ...(digest !== undefined && { resultDigest: digest }) });
  }

  fail(failure: unknown, status: Exclude<RunStatus, 'opening' | 'running' | 'paused' | 'completed'>): void {
    this.#failure = failure;
    this.#end(status, { error: viewError(failure) });
  }

  head(): RunHead {
    return {
      notes: [],
      marks: [],
      messages: { signals: [], queries: [], updates: [] },
      tokens: { input: 0, output: 0 },
      ...this.#started,
      ...this.#more,
      status: this.#status,
    };
  }

  view(): RunView {
    return { ...this.head(), steps: this.#steps.raw().map(viewStep) };
  }

  #recovery(
    history: readonly HistoryStep[],
    seen: Pick<Recovery, 'isRead' | 'isComplete'>,
  ): Pick<RunHead, 'recovery'> {
    if (this.#interrupted === undefined) return {};
    return { recovery: { ...recoveryOf(this.#interrupted, history), ...seen } };
  }

  #end(status: RunStatus, more: Partial<RunHead>): void {
    this.#status = status;
    this.#change({ endedAt: Date.now(), ...more });
    this.#ended.resolve();
  }

  #change(more: Partial<RunHead>): void {
    this.#more = { ...this.#more, ...more };
    this.#version = this.#versions.next();
    this.#versions.notify();
  }
}
