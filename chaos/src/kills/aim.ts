import type { Fleet } from '../fleet/fleet.ts';
import { HTTP_SERVERS, slotOf } from '../fleet/fleet.ts';
import type { ManagedProcess, StillIs } from '../fleet/managed-process.ts';
import type { Begin } from '../ledger/entry.ts';
import type { Kill } from '../plan/kill.ts';

/** The process that a kill is for. */
export interface Victim {
  readonly process: ManagedProcess;
  readonly isStill: StillIs;
}

/** Whether a call is one during which a kill hits. */
export function isAimedAt(kill: Kill, { place, repeatable }: Begin): boolean {
  if (kill.aim === 'unrepeatable call' && repeatable) return false;
  switch (kill.kind) {
    case 'http-kill':
      return place.endsWith('-http');
    case 'stdio-kill':
      return place.endsWith('-stdio');
    case 'model-kill':
      return place === 'model';
    default:
      return true;
  }
}

/** Returns the victim of a kill that hits anything. */
export function anyVictim({ kind, choice }: Kill, fleet: Fleet): Victim {
  const process =
    kind === 'http-kill'
      ? choose(Object.values(fleet.servers), choice)
      : kind === 'model-kill'
        ? fleet.model
        : choose(fleet.workers, choice);
  return { process, isStill: () => true };
}

/** Returns the victim of a kill during a call: the service that performs it, or the worker that makes it. */
export function victimOfCall({ kind }: Kill, call: Begin, fleet: Fleet): Victim {
  const isServing: StillIs = (process) => process.pid === call.pid;
  if (kind === 'model-kill') return { process: fleet.model, isStill: isServing };
  const server = HTTP_SERVERS.find((place) => place === call.place);
  if (kind === 'http-kill' && server !== undefined) {
    return { process: fleet.servers[server], isStill: isServing };
  }
  const { index, generation } = slotOf(call.worker);
  return {
    process: choose(fleet.workers, index),
    isStill: (process) => process.generation === generation,
  };
}

function choose(processes: readonly ManagedProcess[], choice: number): ManagedProcess {
  const process = processes[choice % processes.length];
  if (process === undefined) throw new RangeError(`There is no process ${choice}.`);
  return process;
}
