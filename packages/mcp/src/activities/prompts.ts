import { COMPLETE, type CompletionTarget, GET_PROMPT, LIST_PROMPTS } from '@mcp-agent/core/host';
import type { AskingBack } from '../connection/ask-back.ts';
import { defineServerRequest } from './ask.ts';

type Strings = Readonly<Record<string, string>>;

interface PromptRequest extends AskingBack {
  readonly server: string;
  readonly prompt: string;
  readonly arguments: Strings;
}

interface CompletionRequest {
  readonly server: string;
  readonly target: CompletionTarget;
  readonly argument: { readonly name: string; readonly value: string };
  readonly known: Strings;
}

const load = () => import('../connection/prompts.ts');

defineServerRequest(
  LIST_PROMPTS,
  'prompts/list',
  async (connection, _input: { readonly server: string }, { signal }) =>
    (await load()).listPrompts(connection, signal),
);

defineServerRequest(GET_PROMPT, 'prompts/get', async (connection, input: PromptRequest, { signal }) =>
  (await load()).getPrompt(connection, input.prompt, input.arguments, { ...input, signal }),
);

defineServerRequest(
  COMPLETE,
  'completion/complete',
  async (connection, { target, argument, known }: CompletionRequest, { signal }) =>
    (await load()).complete(connection, target, argument, known, signal),
);
