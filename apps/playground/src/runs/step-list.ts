import type { HistoryStep } from '@mcp-agent/core';
import type { RetryView, StepLine } from '../interface/step.ts';
import { seenRetry, stepLine } from './step-line.ts';
import type { Versions } from './versions.ts';

interface Kept {
  step: HistoryStep;
  line: StepLine;
  retries: readonly RetryView[];
  version: number;
}

/** The steps of a run, with the version of their last change. */
export class StepList {
  readonly #versions: Versions;
  readonly #kept: Kept[] = [];

  constructor(versions: Versions) {
    this.#versions = versions;
  }

  get length(): number {
    return this.#kept.length;
  }

  /** Updates the steps from a history. Returns whether anything has changed. */
  update(steps: readonly HistoryStep[]): boolean {
    let changed = false;
    for (const [index, step] of steps.entries()) {
      const before = this.#kept[index];
      if (before !== undefined && isSame(before.step, step)) continue;
      const retries = seenRetry(step, before?.retries ?? []);
      this.#kept[index] = { step, line: stepLine(step, retries), retries, version: this.#versions.next() };
      changed = true;
    }
    return changed;
  }

  raw(): HistoryStep[] {
    return this.#kept.map(({ step }) => step);
  }

  /** Returns a step as the engine reports it. */
  at(index: number): HistoryStep | undefined {
    return this.#kept[index]?.step;
  }

  lines(): StepLine[] {
    return this.#kept.map(({ line }) => line);
  }

  /** Returns the changes after a version. */
  since(version: number): { version: number; index: number; line: StepLine }[] {
    return this.#kept.flatMap((kept, index) =>
      kept.version > version ? [{ version: kept.version, index, line: kept.line }] : [],
    );
  }
}

/** Whether two records of a step are equal. The input does not change, and the output comes with the end. */
function isSame(one: HistoryStep, other: HistoryStep): boolean {
  return (
    one.status === other.status &&
    one.attempts === other.attempts &&
    one.endedAt === other.endedAt &&
    one.retry?.at === other.retry?.at
  );
}
