/** Returns its input. */
export async function noop(value: number): Promise<number> {
  return value;
}
