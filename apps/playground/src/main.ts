import { type Arguments, parseArguments, UsageError } from './cli/arguments.ts';
import { HELP } from './cli/help.ts';
import { untilTold } from './cli/until-told.ts';
import { printFailure } from './print/failure.ts';
import { Screen } from './print/screen.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const errors = new Screen(process.stderr);
  const args = understand(argv, errors);
  if (args === undefined) return 2;
  if (args.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const told = untilTold();
  try {
    // Only now: who asks for help, or mistypes, does not wait for all of it.
    const { play } = await import('./cli/play.ts');
    return await play(args, { screen: new Screen(process.stdout), errors }, told);
  } catch (failure) {
    printFailure(failure, errors);
    return 1;
  }
}

function understand(argv: readonly string[], errors: Screen): Arguments | undefined {
  try {
    return parseArguments(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    errors.line(error.message);
    errors.line('npm start -- --help tells what there is.');
    return undefined;
  }
}
