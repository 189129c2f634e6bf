import { defineSignal, MCPApp } from '@mcp-agent/core';

// Workflows whose names could break URLs, layouts or the writing direction.
const app = new MCPApp({ name: 'hostile names' });

const named = (name: string) => app.workflow(name, async () => name, { description: name });

export const plain = named('plain');
export const slashes = named('a/b//c');
export const reserved = named('what? #1 & 50% +plus, comma=x;y:z@w');
export const escaped = named('%2F%252F%');
export const dots = named('..');
export const unnamed = named(' ');
export const tilde = named('~..');
export const spaces = named(' led and followed by spaces ');
export const unbroken = named('aWorkflowNameThatIsNeverBroken'.repeat(4));
export const html = named('<img src=x onerror=alert(1)><b>bold</b>&amp;');
export const rightToLeft = named('\u202eסוכן מחקר وكيل');
export const emoji = named('👩‍👩‍👧‍👦🏳️‍🌈'.repeat(12));

const unnamedSignals = defineSignal<[]>('constructor');
const longSignal = defineSignal<[]>('aSignalNameThatIsNeverBroken'.repeat(3));

export const waits = app.workflow('waits/for signals', async (ctx) => {
  await Promise.all([ctx.waitForSignal(unnamedSignals), ctx.waitForSignal(longSignal)]);
  return 'both came';
});
