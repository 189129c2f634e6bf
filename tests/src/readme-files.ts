import type { Block } from './markdown.ts';

/** A file that a reader makes of a README's blocks. */
export interface ReadmeFile {
  readonly name: string;
  readonly code: string;
  /** Where it stands in the README. */
  readonly line: number;
  /** It is marked `run`: started with `node`, it ends well. */
  readonly run: boolean;
}

/** A folder of them: what `main.ts` imports lies beside it. */
export type ReadmeFolder = readonly ReadmeFile[];

/**
 * The folders that a README's blocks make. A block with `file=NAME` is written under that name, a block of
 * TypeScript without one is a module of its own, beside the others. A name that comes a second time begins a
 * new folder: that of another way to do the same, with what came before it and this file in the other's place.
 * A block marked `ignore` is no file.
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
      // What has been run need not be run again.
      current = current.filter((other) => other.name !== name).map((other) => ({ ...other, run: false }));
    }
    current.push(file);
  }
  return current.length === 0 ? folders : [...folders, current];
}
