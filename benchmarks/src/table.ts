import type { Line } from './measure/row.ts';

const HEAD = ['what', 'this project', 'beside it, in the same run', 'marks seen elsewhere', 'to reach', ''];

/** The lines as a table of Markdown. A figure that was not reached has its reason with it. */
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
