import { randomUUID } from 'node:crypto';

/**
 * Makes the IDs of one response's tool calls unique. Each result is matched to its call by ID, which some services
 * omit or repeat.
 *
 * @returns a function that returns the service's ID, or a generated one
 */
export function distinctIds(): (id: string | null | undefined) => string {
  const taken = new Set<string>();
  return (id) => {
    const distinct = !id || taken.has(id) ? `call_${randomUUID()}` : id;
    taken.add(distinct);
    return distinct;
  };
}
