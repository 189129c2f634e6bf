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
