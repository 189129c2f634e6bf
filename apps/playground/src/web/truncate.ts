/** Truncates a text for the page, with a note of how much is missing. */
export function truncate(text: string, limit: number): string {
  const more = text.length - limit;
  if (more <= 0) return text;
  return `${text.slice(0, limit)}\n[Truncated: ${more.toLocaleString('en')} more characters.]`;
}
