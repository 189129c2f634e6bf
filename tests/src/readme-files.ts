import type { Block } from './markdown.ts';

/** A file from a README's blocks. */
export interface ReadmeFile {
  readonly name: string;
  readonly code: string;
  /** Its place in the README. */
  readonly line: number;
  /** Whether it is marked `run`: `node` runs it and it exits with 0. */
  readonly run: boolean;
}

/** A folder of files: `main.ts` and its imports. */
export type ReadmeFolder = readonly ReadmeFile[];

/**
 * Returns the folders of files that a README's blocks describe. A block with `file=NAME` has that name; a TypeScript
 * block without one is a module of its own. A name that appears again starts a new folder: another way to do the same,
 * with the earlier files and this one instead of its namesake. A block marked `ignore` is skipped.
 */
export function readmeFolders(blocks: readonly Block[]): readonly ReadmeFolder[] {
  const folders: ReadmeFile[][] = [];
  let current: ReadmeFile[] = [];
  for (const block of blocks) {
    const isTypeScript = block.language === 'ts' || block.language === 'typescript';
    if (block.flags.includes('ignore') || (block.file === undefined && !isTypeScript)) continue;
    const name = block.file ?? `line-${block.line}.ts`;
    const file = { name, code: block.code, line: block.line, run: block.flags.includes('run') };
    if (current.some((other) => other.name === name)) {
      folders.push(current);
      // A file runs once.
      current = current.filter((other) => other.name !== name).map((other) => ({ ...other, run: false }));
    }
    current.push(file);
  }
  return current.length === 0 ? folders : [...folders, current];
}
