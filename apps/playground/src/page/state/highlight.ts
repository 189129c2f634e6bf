import core from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';

core.registerLanguage('typescript', typescript);

/** Converts TypeScript to HTML with syntax highlighting. */
export function highlight(text: string): string {
  return core.highlight(text, { language: 'typescript' }).value;
}
