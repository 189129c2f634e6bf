import { randomUUID } from 'node:crypto';

/**
 * Makes the ids of one answer's tool calls distinct: each result is matched with its call by the id, which
 * some services leave out or give twice.
 *
 * @returns takes the id that the service gave, and gives it back, or one of its own
 */
export function distinctIds(): (id: string | null | undefined) => string {
  const taken = new Set<string>();
  return (id) => {
    const distinct = !id || taken.has(id) ? `call_${randomUUID()}` : id;
    taken.add(distinct);
    return distinct;
  };
}
