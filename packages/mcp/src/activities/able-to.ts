import type { ActivityContext } from '@mcp-agent/core';
import {
  ELICIT_UPDATE,
  MAX_SERVER_REQUESTS,
  SAMPLE_UPDATE,
  type ToolCallRequest,
} from '@mcp-agent/core/host';
import type { Answerer } from '../answerer.ts';
import type { Abilities } from '../abilities.ts';
import type { Caller } from '../caller.ts';

/** Returns what the calling agent answers, and for older servers how: by updates of the calling workflow. */
export function ableTo(
  answers: ToolCallRequest['answers'],
  context: Pick<ActivityContext, 'updateWorkflow'>,
): { readonly abilities: Abilities } & Pick<Caller, 'answerer'> {
  if (answers === undefined || !(answers.sampling || answers.elicitation)) {
    return { abilities: { tasks: true } };
  }
  const { agent, sampling, elicitation } = answers;
  let asked = 0;
  const count = (): void => {
    asked += 1;
    if (asked <= MAX_SERVER_REQUESTS) return;
    throw new Error(`The server sent more than ${MAX_SERVER_REQUESTS} requests during one call.`);
  };
  const answerer: Answerer = {
    ...(sampling && {
      sample: async (request) => {
        count();
        return context.updateWorkflow(SAMPLE_UPDATE, agent, request);
      },
    }),
    ...(elicitation && {
      elicit: async (request) => {
        count();
        return context.updateWorkflow(ELICIT_UPDATE, agent, request);
      },
    }),
  };
  return { abilities: { sampling, elicitation, tasks: true }, answerer };
}
