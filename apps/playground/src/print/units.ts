/** `412 ms`, `1.6 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `1 tool call`, `1,200 tokens`. */
export function count(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}

/** `163 tokens (138 in, 25 out)`. */
export function tokens(input: number, output: number): string {
  const part = (number: number): string => number.toLocaleString('en');
  return `${count(input + output, 'token')} (${part(input)} in, ${part(output)} out)`;
}
