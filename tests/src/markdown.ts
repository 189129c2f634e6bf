/** A block of code in a Markdown file. */
export interface Block {
  /** The language: `ts`, `sh`, `yaml`. */
  readonly language: string;
  /** The words after the language: `ignore`, `run`. */
  readonly flags: readonly string[];
  /** The file name from `file=main.ts`. */
  readonly file: string | undefined;
  /** The line number of its first line of code. */
  readonly line: number;
  readonly code: string;
}

/** Returns the fenced blocks of a Markdown file, in order. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; indent: string; info: string; line: number; code: string[] } | undefined;
  for (const [index, text] of markdown.split('\n').entries()) {
    const [, indent = '', fence = '', info = ''] = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(text) ?? [];
    if (open === undefined) {
      if (fence !== '') open = { fence, indent, info: info.trim(), line: index + 2, code: [] };
    } else if (fence.startsWith(open.fence) && info.trim() === '') {
      blocks.push(block(open.info, open.line, open.code));
      open = undefined;
    } else {
      open.code.push(text.startsWith(open.indent) ? text.slice(open.indent.length) : text);
    }
  }
  return blocks;
}

function block(info: string, line: number, code: readonly string[]): Block {
  const [language = '', ...words] = info.split(/\s+/);
  const file = words.find((word) => word.startsWith('file='))?.slice('file='.length);
  const flags = words.filter((word) => !word.startsWith('file='));
  return { language, flags, file, line, code: `${code.join('\n')}\n` };
}
