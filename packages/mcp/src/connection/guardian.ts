import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Reads the process groups that run, one a line: `+ID` for one that started, `-ID` for one that ended. At the end of its
 * input, which is the end of the program that wrote it, it stops those that are left.
 */
const SCRIPT = `
groups=' '
while read -r line; do
  id="\${line#?}"
  case "$line" in
    +*) groups="$groups$id " ;;
    -*) groups="\${groups%% $id *} \${groups#* $id }" ;;
  esac
done
[ "$groups" = ' ' ] && exit
sleep 1
for id in $groups; do kill -TERM "-$id"; done
sleep 1
for id in $groups; do kill -KILL "-$id"; done
`;

let guardian: ChildProcess | undefined;
let watched = 0;

/**
 * Has a process group stopped if this process ends in a way that it cannot notice: by a signal that it does not handle,
 * or by a crash. A second process does that, which ends with this one: a signal handler here would change how the
 * user's program ends, and cannot see SIGKILL. Without a shell, as in some containers, nothing happens.
 */
export function guard(group: number): void {
  watched += 1;
  write(`+${group}`);
}

/** Stops watching a process group, which has ended. */
export function unguard(group: number): void {
  watched -= 1;
  write(`-${group}`);
  if (watched > 0) return;
  guardian?.stdin?.end();
  guardian = undefined;
}

function write(line: string): void {
  if (process.platform === 'win32') return;
  guardian ??= start();
  guardian.stdin?.write(`${line}\n`);
}

function start(): ChildProcess {
  const child = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    // It needs the programs of the system only.
    env: { PATH: '/usr/bin:/bin' },
    // A terminal's Ctrl-C must not reach it.
    detached: true,
  });
  // Without it, only the exit of this process that it notices stops the servers.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  return child;
}
