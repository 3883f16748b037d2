import { setTimeout as wait } from 'node:timers/promises';
import { type Random, seededRandom } from '@mosaajii/testkit';
import { NodeRegister, type Ware } from '../stack/node-register.ts';
import type { ShopStack } from '../stack/shop-stack.ts';
import { wrongWith } from './books.ts';

export interface KillOutcome {
  readonly kills: number;
  readonly sales: number;
  readonly wrong: readonly string[];
}

const REGISTERS = 4;
/** How long a checkout runs before the axe falls: from the very start of it to well into the next ones. */
const LONGEST_LIFE_MS = 600;
const PAUSE_MS = 100;

/** Kills the server with SIGKILL in the middle of checkouts, again and again. What was sold must be there exactly once. */
export function proveServerKills(
  stack: ShopStack,
  wares: readonly Ware[],
  kills: number,
  seed: number,
): Promise<KillOutcome> {
  return proveKills(stack, wares, kills, seed, async () => {
    await stack.server.kill();
    await stack.restart();
  });
}

/** The same with the database's first process: all of its sessions die with it, and the server has to bring it back. */
export function provePostgresKills(
  stack: ShopStack,
  wares: readonly Ware[],
  kills: number,
  seed: number,
): Promise<KillOutcome> {
  const struck: number[] = [];
  return proveKills(stack, wares, kills, seed, async () => {
    // A database that crashes more often is given up by the server, on purpose: that is not what is shown here.
    const fifthLast = struck.at(-MOST_CRASHES_IN_A_MINUTE);
    if (fifthLast !== undefined) await wait(Math.max(0, fifthLast + 61_000 - performance.now()));
    struck.push(performance.now());
    const pid = await stack.postgresPid();
    process.kill(pid, 'SIGKILL');
    await untilReady(stack, pid);
  });
}

async function proveKills(
  stack: ShopStack,
  wares: readonly Ware[],
  kills: number,
  seed: number,
  kill: () => Promise<void>,
): Promise<KillOutcome> {
  const random = seededRandom(seed);
  const registers: NodeRegister[] = [];
  for (let number = 1; number <= REGISTERS; number += 1) {
    registers.push(await NodeRegister.enrolled(stack.office, stack.origin, `Till ${number}`, random.fork(), wares));
  }
  const end = { isOver: false };
  const selling = Promise.all(registers.map((register) => sellUntil(register, end)));
  for (let done = 0; done < kills; done += 1) await strike(random, kill);
  end.isOver = true;
  const sales = (await selling).reduce((sum, count) => sum + count, 0);
  for (const register of registers) await drainFully(register);
  return { kills, sales, wrong: await wrongWith(stack, registers) };
}

async function strike(random: Random, kill: () => Promise<void>): Promise<void> {
  await wait(random.integer(1, LONGEST_LIFE_MS));
  await kill();
}

/** Sells and sends at once, as an online till does; a failed exchange is tried again with the next sale. */
async function sellUntil(register: NodeRegister, end: { isOver: boolean }): Promise<number> {
  let count = 0;
  while (!end.isOver) {
    await register.sell();
    count += 1;
    // A moment for the customer: a till that sells without breath only measures how long the queue gets.
    if (!(await register.drain())) await wait(PAUSE_MS);
  }
  return count;
}

async function drainFully(register: NodeRegister): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await register.drain()) return;
    await wait(PAUSE_MS);
  }
  throw new Error(`${register.registration.registerCode} does not drain`);
}

const MOST_CRASHES_IN_A_MINUTE = 5;
const LONGEST_RECOVERY_MS = 60_000;

/** Until the server answers through another postmaster than the one that was killed. */
async function untilReady(stack: ShopStack, killedPid: number): Promise<void> {
  const end = performance.now() + LONGEST_RECOVERY_MS;
  while (performance.now() < end) {
    const pid = await stack.postgresPid().catch(() => killedPid);
    const ready = pid !== killedPid && (await fetch(`${stack.origin}/readyz`).catch(() => null));
    if (ready && ready.ok) return;
    await wait(PAUSE_MS);
  }
  throw new Error('the server did not bring its database back');
}
