/** An activity that costs nothing but its way to the server and back. */
export async function noop(value: number): Promise<number> {
  return value;
}
