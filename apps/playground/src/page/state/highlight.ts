import core from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';

core.registerLanguage('typescript', typescript);

/** TypeScript as HTML, with a class for each kind of word. */
export function highlight(text: string): string {
  return core.highlight(text, { language: 'typescript' }).value;
}
