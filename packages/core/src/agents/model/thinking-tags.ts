/** A tag in which models write their thinking before an answer. */
export interface ThinkingTag {
  readonly open: string;
  readonly close: string;
}

/**
 * The tags in which models write their thinking, if their server does not separate it from the answer: those of
 * DeepSeek, Qwen, EXAONE, Gemini, Reka, Seed, Magistral and Kimi.
 */
export const THINKING_TAGS: readonly ThinkingTag[] = [
  ...['think', 'thinking', 'thought', 'reasoning', 'seed:think'].map((name) => ({
    open: `<${name}>`,
    close: `</${name}>`,
  })),
  { open: '[THINK]', close: '[/THINK]' },
  { open: '◁think▷', close: '◁/think▷' },
];

/** Returns the index of a tag in a text, in any case, or -1. `toLowerCase` would change the length of some texts. */
export function indexOfTag(text: string, tag: string, from = 0): number {
  const pattern = new RegExp(literally(tag), 'gi');
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

/** Whether a text is a tag, in any case. */
export function isTag(text: string, tag: string): boolean {
  return text.toLowerCase() === tag.toLowerCase();
}

/** Returns a pattern that matches one of the texts. */
export function literally(...texts: readonly string[]): string {
  return texts.map((text) => text.replaceAll(/[[\]/]/g, String.raw`\$&`)).join('|');
}
