/** The line above what a check prints. */
export function heading(name: string): string {
  return `\n── ${name} ${'─'.repeat(Math.max(3, 72 - name.length))}`;
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
