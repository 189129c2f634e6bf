import type { Line } from './measure/row.ts';

const HEAD = ['what', 'this project', 'peers, in the same run', 'figures from elsewhere', 'goal', ''];

/** Formats the lines as a Markdown table. A goal that is not reached has its reason. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, ours, peers, marks, goal, reached, why }) => [
    what,
    ours,
    peers.join('<br>'),
    marks,
    goal,
    reached ? 'reached' : `**not reached**${why === undefined ? '' : `: ${why}`}`,
  ]);
  return [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
