import type { ErrorData } from '@mcp-agent/core/errors';
import type { Report } from '../run.ts';
import type { Times } from './figures.ts';

/** Returns the figures of a run and its violations, a line each. */
export function describeReport({ figures, violations }: Report): string {
  const { failures, kills, unplannedEnds } = figures;
  const lines = [
    ['ended', `${figures.completed} completed, ${failures.length} failed, of ${figures.workflows}`],
    ['effects', `${figures.effects}; of these, ${figures.unrepeatable} may not be repeated`],
    ['doubled', `${figures.doubled} of those that may not be repeated`],
    ['repeated', `${figures.repeated} of those that may be`],
    ['model calls', `${figures.modelCalls}`],
    [
      'kills',
      `${Object.values(kills).reduce((sum, count) => sum + count, 0)} of ${figures.plannedKills}: ${list(kills)}`,
    ],
    ['stalls', `${times(figures.stalls)} from the kill of a worker until a workflow on it went on`],
    ['waits', `${times(figures.waits)} between two steps of an agent`],
    ['requests', `failed and repeated by the client: ${list(figures.failedRequests) || 'none'}`],
    ['duration', seconds(figures.durationMs)],
  ].map(([name = '', value]) => `${name.padEnd(12)}${value}`);
  const ends = unplannedEnds.map(
    ({ name, how, wasReady }) => `${name} ${how}${wasReady ? '' : ' while it started'}`,
  );
  const errors = failures.map(
    ({ workflow, error, expected }) =>
      `${workflow}: ${codesOf(error).join(' > ')}: ${firstLine(error.message)}\n` +
      `  ${expected === undefined ? 'UNEXPECTED' : `expected: ${expected}`}`,
  );
  return [
    ...lines,
    ...section('Processes that did not end as ordered', ends),
    ...section('Workflows that ended in an error', errors),
    ...section('VIOLATIONS', violations),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}: ${lines.length}`, ...lines.map((line) => indent(line))];
}

function codesOf({ code, cause }: ErrorData): string[] {
  return [code, ...(cause === undefined ? [] : codesOf(cause))];
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

function list(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

function times({ count, median, worst }: Times): string {
  return count === 0 ? 'none' : `median ${seconds(median)}, worst ${seconds(worst)}, of ${count}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
