import type { JsonObject } from '@mcp-agent/core';
import type { StandInRequest, StandInTurn } from '@mcp-agent/testing/model';
import { plannedStep, toolName, type Work } from '../plan/work.ts';

/** Returns the model's answer to a conversation that begins with a planned workflow as its question. */
export function nextTurn(request: StandInRequest): { readonly workflow: string; readonly turn: StandInTurn } {
  const question = request.messages.find(({ role }) => role === 'user')?.text ?? '';
  const work: Work = JSON.parse(question);
  const stage = work.stages[request.turn];
  if (stage === undefined) return { workflow: work.id, turn: { text: JSON.stringify(resultsOf(request)) } };
  const toolCalls = stage.map((step) => ({
    name: toolName(step.place, step.repeatable),
    arguments: { ...plannedStep(work, request.turn, step) } satisfies JsonObject,
  }));
  return { workflow: work.id, turn: { toolCalls } };
}

/** Returns the texts of the tool results in a conversation, in order. */
function resultsOf({ messages }: StandInRequest): string[] {
  return messages.filter(({ role }) => role === 'tool').map(({ text }) => text);
}
