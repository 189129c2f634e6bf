import { activityContext } from '@mcp-agent/core';

/** Activities by Temporal's convention: plain functions in a separate file. */
export async function add(left: number, right: number): Promise<number> {
  return left + right;
}

export function greetAll(names: string[], greeting: string): string {
  return names.map((name) => `${greeting}, ${name}`).join('; ');
}

export async function whichAttempt(): Promise<number> {
  await Promise.resolve();
  const { attempt } = activityContext().info;
  if (attempt < 2) throw new Error('the first fails');
  return attempt;
}
