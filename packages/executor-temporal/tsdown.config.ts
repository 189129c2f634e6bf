import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/worker/index.ts', 'src/workflow/index.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  dts: true,
  hash: false,
  fixedExtension: false,
});
