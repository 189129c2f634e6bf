import { createHash } from 'node:crypto';

/** Returns a name with only the characters that a service accepts, and a hash of the original if it is changed. */
export function legalName(name: string, illegal: RegExp, maxLength: number): string {
  const legal = name.replaceAll(illegal, '_');
  if (legal === name && name !== '' && name.length <= maxLength) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${legal.slice(0, maxLength - hash.length - 1)}_${hash}`;
}

/** The IDs of the tool calls in a conversation, as services accept them: legal and unique. */
export interface CallIds {
  /** Returns the ID of the next call. */
  next(id: string): string;
  /** Returns the ID of a result: that of the last call with this ID. */
  of(id: string): string;
}

/** Creates the IDs of a conversation. Other providers have IDs with other characters, or the same ones in each turn. */
export function callIds(): CallIds {
  const latest = new Map<string, string>();
  const taken = new Set<string>();
  const legalId = (id: string): string => legalName(id, /[^a-zA-Z0-9_-]/g, 64);
  return {
    next: (id) => {
      const legal = legalId(id);
      let free = legal;
      for (let number = 2; taken.has(free); number += 1) free = `${legal}_${number}`;
      taken.add(free);
      latest.set(id, free);
      return free;
    },
    of: (id) => latest.get(id) ?? legalId(id),
  };
}
