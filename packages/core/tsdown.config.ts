import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/engine.ts', 'src/index.ts'],
  format: 'esm',
  platform: 'neutral',
  target: 'node22.18',
  dts: true,
  hash: false,
  fixedExtension: false,
});
