import {
  type AssistantMessage,
  defineModelProvider,
  type JsonValue,
  type Message,
  textOf,
} from '@mcp-agent/core';

/**
 * A model that plays: what it is asked says what it answers, so that a test shows what a pattern asks whom. It
 * holds nothing: which turn it is, it sees from the conversation.
 */
export const playedModel = defineModelProvider({
  name: 'played',
  complete: async ({ messages, output, tools }) => {
    const [first = '', ...more] = messages.filter((message) => message.role === 'user').map(wordsOf);
    const told = more.at(-1) ?? first;
    const answers = messages.filter((message): message is AssistantMessage => message.role === 'assistant');
    const system = messages.map((message) => (message.role === 'system' ? message.content : '')).join('');
    const tool = told.split(' ')[answers.length];
    const calls = tools.some(({ name }) => name === tool) && tool !== undefined;
    const text =
      output === undefined
        ? say(system, told, answers.length)
        : JSON.stringify(fill(output.name, first, told, answers.length));
    return {
      text: calls ? '' : text,
      toolCalls: calls ? [{ id: `call-${answers.length}`, name: tool, arguments: {} }] : [],
      model: 'played',
      usage: { inputTokens: 1, outputTokens: 1 },
    };
  },
});

/** An author writes drafts; all others say who they are and what they were told. */
function say(system: string, told: string, turn: number): string {
  return system === 'author' ? `draft ${turn + 1}` : `${system}(${told.replaceAll(/\s*\n\s*/g, ' ')})`;
}

function fill(form: string, first: string, told: string, turn: number): JsonValue {
  if (form === 'routes') {
    const chosen = turn > 0 ? [] : levels(told);
    const choices = chosen.map(([confidence, destination]) => ({
      reasoning: said(told, destination),
      confidence,
      destination,
    }));
    return { choices };
  }
  if (form === 'intents') {
    const entities = [{ name: 'asked', value: 'yes' }];
    const found = levels(told).map(([confidence, intent]) => ({
      reasoning: said(told, intent),
      confidence,
      intent,
      entities,
    }));
    return { found };
  }
  if (form === 'plan' || form === 'next_step') {
    const plans: JsonValue[] = JSON.parse(quoted('objective', first));
    return plans[turn] ?? null;
  }
  if (form === 'evaluation') {
    const ratings = quoted('request', told).split(' ');
    const draft = Number(quoted('response', told).replace('draft ', ''));
    return {
      rating: (turn === 0 && ratings[draft - 1]) || 'poor',
      feedback: `Draft ${draft} is short.`,
      focusAreas: ['length'],
    };
  }
  return { told };
}

/** Of `high=agent:one low=two`: what is chosen, and how surely. */
function levels(told: string): [string, string][] {
  return [...quoted('request', told).matchAll(/(\w+)=(\S+)/g)].map(([, level = '', what = '']) => [
    level,
    what,
  ]);
}

/** What the model is told of something that it can choose. */
function said(told: string, what: string): string {
  const lines = told.slice(told.indexOf(`- ${what}`)).split(/\n(?! {2})/);
  return lines[0] ?? '';
}

function quoted(tag: string, text: string): string {
  return new RegExp(`<${tag}>\n(.*?)\n</${tag}>`, 's').exec(text)?.[1] ?? '';
}

function wordsOf(message: Message): string {
  return message.role === 'user' ? textOf(message.content) : '';
}
