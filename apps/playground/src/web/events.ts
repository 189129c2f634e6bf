import { randomUUID } from 'node:crypto';
import type { PageEvent } from '../interface/events.ts';
import type { RunHead } from '../interface/run.ts';
import type { Engine } from '../engine/engine.ts';
import type { Run } from '../runs/run.ts';

/** An event, with the version up to which its reader knows everything once it has read it. */
export interface Versioned {
  readonly version: number;
  readonly event: PageEvent;
}

/** What is told. */
export interface Told {
  readonly engines: { list(): readonly Pick<Engine, 'view'>[] };
  readonly enginesVersion: () => number;
  readonly runs: { list(): readonly Run[] };
}

/** Versions of another playground, such as one before a restart, mean nothing here. */
const PLAYGROUND = randomUUID().slice(0, 8);
const MAX_STEPS = 500;
const MAX_RESULT_LENGTH = 50_000;

export function eventId(version: number): string {
  return `${PLAYGROUND}.${version}`;
}

/** The version that an event id names: 0, from the beginning, where it is another playground's or none. */
export function versionOf(id: string | undefined): number {
  const [playground, version] = (id ?? '').split('.');
  return playground === PLAYGROUND && /^\d+$/.test(version ?? '') ? Number(version) : 0;
}

/** A run's head as the page gets it. A result may have 2,000,000 bytes, and the page is told of a hundred runs. */
function shorten(head: RunHead): RunHead {
  const text = typeof head.result === 'string' ? head.result : JSON.stringify(head.result, undefined, 2);
  const more = (text ?? '').length - MAX_RESULT_LENGTH;
  if (more <= 0) return head;
  return {
    ...head,
    result: `${text?.slice(0, MAX_RESULT_LENGTH)}\n... and ${more.toLocaleString('en')} characters more`,
  };
}

/** Everything that has changed after a version, in the order of the changes; steps only of the runs that are named. */
export function eventsSince(
  { engines, enginesVersion, runs }: Told,
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
