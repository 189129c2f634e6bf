import { buildPackages } from './build.ts';
import type { Check } from './check.ts';
import { runCommand } from './command.ts';

/** Fails when the public API of a package differs from its checked-in report. */
export const API_CHECK: Check = {
  name: 'API reports (api-extractor)',
  run: async () => {
    await buildPackages();
    return runCommand(['node', 'scripts/api-report.ts', '--check']);
  },
};
