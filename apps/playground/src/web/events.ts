import { randomUUID } from 'node:crypto';
import type { PageEvent } from '../interface/events.ts';
import type { RunHead } from '../interface/run.ts';
import type { Engine } from '../engine/engine.ts';
import type { Run } from '../runs/run.ts';
import { truncate } from './truncate.ts';

/** An event, with the version that its reader has reached after it. */
export interface Versioned {
  readonly version: number;
  readonly event: PageEvent;
}

/** The sources of the events. */
export interface EventSources {
  readonly engines: { list(): readonly Pick<Engine, 'view'>[] };
  readonly enginesVersion: () => number;
  readonly runs: { list(): readonly Run[] };
}

/** Distinguishes the versions of this process from those before a restart. */
const PLAYGROUND = randomUUID().slice(0, 8);
const MAX_STEPS = 500;
const MAX_RESULT_LENGTH = 50_000;

export function eventId(version: number): string {
  return `${PLAYGROUND}.${version}`;
}

/** Returns the version in an event ID; 0 for no ID or the ID of another process. */
export function versionOf(id: string | undefined): number {
  const [playground, version] = (id ?? '').split('.');
  return playground === PLAYGROUND && /^\d+$/.test(version ?? '') ? Number(version) : 0;
}

/** Truncates a long result: it may have 2,000,000 bytes, and the page receives a hundred runs. */
function shorten(head: RunHead): RunHead {
  const { result = null } = head;
  const text = typeof result === 'string' ? result : JSON.stringify(result, undefined, 2);
  return text.length <= MAX_RESULT_LENGTH ? head : { ...head, result: truncate(text, MAX_RESULT_LENGTH) };
}

/** Returns the changes after a version, in order. Includes the steps only of the wanted runs. */
export function eventsSince(
  { engines, enginesVersion, runs }: EventSources,
  version: number,
  wanted: ReadonlySet<string>,
): Versioned[] {
  const events: Versioned[] = [];
  if (enginesVersion() > version) {
    const views = engines.list().map((engine) => engine.view());
    events.push({ version: enginesVersion(), event: { type: 'engines', engines: views } });
  }
  for (const run of runs.list()) {
    if (run.version > version)
      events.push({ version: run.version, event: { type: 'run', run: shorten(run.head()) } });
    if (!wanted.has(`${run.engine}/${run.id}`)) continue;
    const { engine, id } = run;
    const changed = run.steps.since(version).toSorted((one, other) => one.version - other.version);
    for (let from = 0; from < changed.length; from += MAX_STEPS) {
      const some = changed.slice(from, from + MAX_STEPS);
      const steps = some.map(({ index, line }) => [index, line] as const);
      events.push({ version: some.at(-1)?.version ?? version, event: { type: 'steps', engine, id, steps } });
    }
  }
  return events.toSorted((one, other) => one.version - other.version);
}
