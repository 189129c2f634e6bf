import { setTimeout as wait } from 'node:timers/promises';
import type { Fleet } from '../fleet/fleet.ts';
import type { Signalled } from '../fleet/managed-process.ts';
import type { Begin } from '../ledger/entry.ts';
import type { Kill, KillKind } from '../plan/kill.ts';
import { anyVictim, isAimedAt, type Victim, victimOfCall } from './aim.ts';

/** A kill that was made. */
export interface Hit extends Signalled {
  readonly kind: KillKind;
  /** The name of the process; of a worker with its generation, as in the ledger. */
  readonly victim: string;
  /** When the process was started again, in milliseconds since 1970. */
  readonly until: number;
}

/**
 * Makes the kills of a plan, each when it is due.
 *
 * @param signal ends the wait for those that are not due yet
 * @returns the kills that were made, in order
 */
export async function makeKills(
  plan: readonly Kill[],
  fleet: Fleet,
  signal: AbortSignal,
  onHit: (hit: Hit) => void,
): Promise<Hit[]> {
  const hits: Hit[] = [];
  await Promise.all(
    plan.map(async (kill) => {
      try {
        const hit = await makeKill(kill, fleet, signal);
        hits.push(hit);
        onHit(hit);
      } catch (error) {
        if (!signal.aborted || error !== signal.reason) throw error;
      }
    }),
  );
  return hits.toSorted((left, right) => left.at - right.at);
}

async function makeKill(kill: Kill, fleet: Fleet, signal: AbortSignal): Promise<Hit> {
  const { kind } = kill;
  await fleet.ledger.reached(kill.after, signal);
  for (;;) {
    const hit = kill.aim === 'anything' ? await hitAnything(kill, fleet) : await hitCall(kill, fleet, signal);
    if (hit !== undefined) return { kind, ...hit, until: Date.now() };
  }
}

type Struck = Omit<Hit, 'kind' | 'until'> | undefined;

async function hitAnything(kill: Kill, fleet: Fleet): Promise<Struck> {
  await wait(kill.delayMs);
  if (kill.kind === 'temporal-kill')
    return { victim: 'temporal', ...(await fleet.temporal.kill(kill.downMs)) };
  return strike(kill, anyVictim(kill, fleet), fleet);
}

async function hitCall(kill: Kill, fleet: Fleet, signal: AbortSignal): Promise<Struck> {
  const call = await fleet.ledger.nextCall((next) => isAimedAt(kill, next), signal);
  if (kill.kind === 'stdio-kill') return killProgram(call);
  return strike(kill, victimOfCall(kill, call, fleet), fleet);
}

async function strike({ kind, downMs }: Kill, { process, isStill }: Victim, fleet: Fleet): Promise<Struck> {
  const signalled =
    kind === 'worker-pause'
      ? await process.pause(downMs, isStill)
      : await process.restart(kind === 'worker-stop' ? 'SIGTERM' : 'SIGKILL', downMs, isStill);
  if (signalled === undefined) return undefined;
  const { generation, pid, at } = signalled;
  const victim = fleet.workers.includes(process) ? `${process.name}.${generation}` : process.name;
  return { victim, pid, at };
}

/** Kills the program of a call; its worker starts another one. */
function killProgram({ pid, place, worker }: Begin): Struck {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
  return { victim: `${place} of ${worker}`, pid, at: Date.now() };
}
