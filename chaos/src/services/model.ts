// The model service: it calls the tools of the plan in the question, stage by stage, and answers with their results.
// Arguments: the run file.
import { setTimeout as wait } from 'node:timers/promises';
import { startStandInModel } from '@mcp-agent/testing/model';
import { recordCall } from '../ledger/record-call.ts';
import { readRunFile, urlOf } from '../run-file.ts';
import { announceReady, endWithHarness } from './announce.ts';
import { nextTurn } from './model-turn.ts';
import { workerOfModel } from './caller.ts';

/** How long an answer takes, in milliseconds. */
const ANSWER_MS = 200;

const run = readRunFile();
endWithHarness();
await startStandInModel({
  port: run.ports.model,
  script: async (request) => {
    const { workflow, turn } = nextTurn(request);
    const call = {
      workflow,
      stage: request.turn,
      place: 'model',
      repeatable: true,
      worker: workerOfModel(request.model),
      pid: process.pid,
      attempt: request.attempt,
    } as const;
    await recordCall(urlOf(run, 'ledger'), call, () => wait(ANSWER_MS));
    return turn;
  },
});
announceReady();
