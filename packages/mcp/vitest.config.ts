import { defineConfig } from 'vitest/config';

// The tests mostly wait for processes that they start, on machines that may be busy.
export default defineConfig({ test: { maxWorkers: 2, testTimeout: 30_000, hookTimeout: 30_000 } });
