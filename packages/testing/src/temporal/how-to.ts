import { CLI_VERSION } from './source.ts';

const INSTALL: Readonly<Record<string, string>> = {
  darwin: '`brew install temporal`',
  win32: '`winget install Temporal.TemporalCLI`',
};

const FROM_THE_WEB =
  '`curl -sSf https://temporal.download/cli.sh | sh`, and follow what it says about the PATH';

/** The lines that tell a person how to get a Temporal server by hand. */
export function howToGetOne(): string[] {
  return [
    'To get one by hand, do one of these:',
    `  - install the CLI so that \`temporal\` is on the PATH: ${INSTALL[process.platform] ?? FROM_THE_WEB}`,
    `  - or, with Go 1.25 or newer: \`go install github.com/temporalio/cli/cmd/temporal@v${CLI_VERSION}\``,
    '  - set TEMPORAL_CLI_PATH to the path of a `temporal` binary',
    '  - set TEMPORAL_ADDRESS to host:port of a server that runs already',
  ];
}
