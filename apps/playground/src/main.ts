import { type Arguments, parseArguments, UsageError } from './cli/arguments.ts';
import { HELP } from './cli/help.ts';
import { shutdownSignal } from './cli/shutdown-signal.ts';
import { printFailure } from './print/failure.ts';
import { Screen } from './print/screen.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const errors = new Screen(process.stderr);
  const args = readArguments(argv, errors);
  if (args === undefined) return 2;
  if (args.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const shutdown = shutdownSignal();
  try {
    // Loaded only now, so that --help and usage errors are printed at once.
    const { play } = await import('./cli/play.ts');
    return await play(args, { screen: new Screen(process.stdout), errors }, shutdown);
  } catch (failure) {
    printFailure(failure, errors);
    return 1;
  }
}

function readArguments(argv: readonly string[], errors: Screen): Arguments | undefined {
  try {
    return parseArguments(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    errors.line(error.message);
    errors.line('For all options, run npm start -- --help.');
    return undefined;
  }
}
