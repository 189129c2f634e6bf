import type { Check } from './check.ts';
import { type CommandResult, runCommand } from './command.ts';

/** The checks that read the sources and run nothing of them. The longest come first. */
export const STATIC_CHECKS: readonly Check[] = [
  command('Types (tsc)', 'turbo', 'run', 'typecheck', '--continue=always', '--output-logs=errors-only'),
  command('Lint (oxlint)', 'oxlint', '--type-aware', '--deny-warnings'),
  command('Unused code (knip)', 'knip', '--no-progress', '--treat-config-hints-as-errors'),
  command('Format (oxfmt)', 'oxfmt', '--check', '.'),
];

function command(name: string, ...line: readonly string[]): Check {
  return {
    name,
    run: async () => quiet(await runCommand(line)),
  };
}

/** What a tool says when all is well is of no use to anybody. */
function quiet({ ok, output }: CommandResult): CommandResult {
  return { ok, output: ok ? '' : output };
}
