/**
 * Dynamic configuration that makes a development server fast. The stock one looks into its queues 20 times a
 * second, so each step of a workflow takes about 45 ms, and rounds every timer up to a second. Measured on
 * server 1.29.1: four activities 90 in place of 450 ms, a timer of 10 ms 40 in place of 1,020 ms.
 */
const VALUES: Readonly<Record<string, string>> = {
  'history.transferProcessorMaxPollRPS': '10000',
  'history.timerProcessorMaxPollRPS': '10000',
  'history.visibilityProcessorMaxPollRPS': '10000',
  'history.timerProcessorMaxTimeShift': '"1ms"',
  'matching.numTaskqueueReadPartitions': '1',
  'matching.numTaskqueueWritePartitions': '1',
  // The default since server 1.25; a binary on the PATH may be older.
  'frontend.enableUpdateWorkflowExecution': 'true',
  'frontend.enableUpdateWorkflowExecutionAsyncAccepted': 'true',
};

/**
 * For a server with a data file: a step need not wait for the disk. Nothing is lost when the server is killed,
 * only when the power fails. Measured: twice as many workflows a second, and half the time to start.
 */
const FILE_PRAGMAS: Readonly<Record<string, string>> = { journal_mode: 'WAL', synchronous: '1' };

/** Arguments of `temporal server start-dev`. */
export function tuningArguments({ dataFile }: { dataFile: boolean }): string[] {
  return [
    ...pairs('--dynamic-config-value', VALUES),
    ...(dataFile ? pairs('--sqlite-pragma', FILE_PRAGMAS) : []),
  ];
}

function pairs(flag: string, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
}
