import { expect, test } from 'vitest';
import { blocksOf } from './markdown.ts';
import { readmeFolders } from './readme-files.ts';

const README = `# A
\`\`\`sh
npm install a
\`\`\`
\`\`\`ts file=workflows.ts
export const a = 1;
\`\`\`
\`\`\`ts file=main.ts run
import './workflows.ts';
\`\`\`

Or:

  \`\`\`ts file=main.ts
  import './workflows.ts';
    export {};
  \`\`\`

\`\`\`ts ignore
not code
\`\`\`
~~~yaml file=a.yaml
a: 1
~~~
\`\`\`\`ts
const fence = '
\`\`\`
';
\`\`\`\`
`;

test('finds blocks with their words and lines', () => {
  const found = blocksOf(README).map(({ language, flags, file, line }) => [language, flags, file, line]);
  expect(found).toEqual([
    ['sh', [], undefined, 3],
    ['ts', [], 'workflows.ts', 6],
    ['ts', ['run'], 'main.ts', 9],
    ['ts', [], 'main.ts', 15],
    ['ts', ['ignore'], undefined, 20],
    ['yaml', [], 'a.yaml', 23],
    ['ts', [], undefined, 26],
  ]);
});

test('writes blocks to folders; a second main.ts starts another folder with the blocks before it', () => {
  const [first, second, ...more] = readmeFolders(blocksOf(README));
  expect(first?.map(({ name, run }) => [name, run])).toEqual([
    ['workflows.ts', false],
    ['main.ts', true],
  ]);
  expect(second?.map(({ name, run }) => [name, run])).toEqual([
    ['workflows.ts', false],
    ['main.ts', false],
    ['a.yaml', false],
    ['line-26.ts', false],
  ]);
  expect(second?.[1]?.code).toBe("import './workflows.ts';\n  export {};\n");
  expect(second?.[3]?.code).toBe("const fence = '\n```\n';\n");
  expect(more).toEqual([]);
});
