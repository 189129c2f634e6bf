import type { Page } from './read-page.ts';

/** Returns the requested part of a page, with the texts of mcp-server-fetch. */
export function excerpt(page: Page, { start, length }: { start: number; length: number }): string {
  const { url, text } = page;
  if (text === '') return `Contents of ${url}:\n<error>The page has no text.</error>`;
  if (start >= text.length) {
    return `Contents of ${url}:\n<error>No more content available: it has ${text.length} characters.</error>`;
  }
  const end = start + length;
  const part = text.slice(start, end);
  const more =
    end < text.length
      ? `\n\n<error>Content truncated. Call the fetch tool with a start_index of ${end} to get more content.</error>`
      : '';
  return `Contents of ${url}:\n${part}${more}`;
}
