import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/workflow.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  dts: true,
  hash: false,
  fixedExtension: false,
});
