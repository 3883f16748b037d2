import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second (USER_HZ), whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;

interface Times {
  readonly parent: number;
  /** Own time, in ticks. */
  readonly own: number;
  /** Of children that have ended and were waited for. */
  readonly ended: number;
}

/** proc(5), `/proc/<pid>/stat`: the name may contain spaces and brackets, so fields are counted after the last one. */
function timesOf(pid: number): Times | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const field = (number: number) => fields[number - 3] ?? 0;
    return { parent: field(4), own: field(14) + field(15), ended: field(16) + field(17) };
  } catch (error) {
    // It ended between the listing and the reading; its parent has its time.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
}

/** Processor seconds of a process and all its descendants so far, ended ones included. */
export function cpuSecondsOf(root: number): number {
  const all = new Map<number, Times>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const times = timesOf(Number(name));
    if (times !== null) all.set(Number(name), times);
  }
  let ticks = 0;
  const pending = [root];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    const times = all.get(pid);
    if (times === undefined) continue;
    ticks += times.own + times.ended;
    for (const [child, { parent }] of all) if (parent === pid) pending.push(child);
  }
  return ticks / TICKS_PER_SECOND;
}

/** Processor seconds of children of this process that have ended. */
export function cpuSecondsOfEndedChildren(): number {
  return (timesOf(process.pid)?.ended ?? 0) / TICKS_PER_SECOND;
}
