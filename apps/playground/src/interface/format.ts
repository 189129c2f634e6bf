/** `412 ms`, `1.6 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

export function number(value: number): string {
  return value.toLocaleString('en');
}

/** `1 step`, `1,200 steps`. */
export function count(value: number, thing: string): string {
  return `${number(value)} ${thing}${value === 1 ? '' : 's'}`;
}

/** Formats the time of day, with seconds. */
export function clock(ms: number): string {
  return new Date(ms).toLocaleTimeString('en-GB');
}

/** Formats dollars, with more decimals for small amounts. */
export function dollars(value: number): string {
  return `$${value.toFixed(value > 0 && value < 0.01 ? 5 : 2)}`;
}

/** `163 tokens (138 in, 25 out)`. */
export function tokens(input: number, output: number): string {
  return `${count(input + output, 'token')} (${number(input)} in, ${number(output)} out)`;
}
