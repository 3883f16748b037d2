import { seededRandom } from '@mosaajii/testkit';
import { type Fault, startLossyProxy } from '../proxy/lossy-proxy.ts';
import { NodeRegister, type Ware } from '../stack/node-register.ts';
import type { ShopStack } from '../stack/shop-stack.ts';
import { wrongWith } from './books.ts';

export interface ExactlyOnceOutcome {
  readonly sales: number;
  readonly faults: ReadonlyMap<Fault | 'none', number>;
  readonly wrong: readonly string[];
}

const REGISTERS = 5;
/** Sales between two attempts to send. */
const LONGEST_STRETCH = 40;
/** Attempts of one register; the chance that all of them meet a fault is nil. */
const MOST_ATTEMPTS = 2_000;

/**
 * Five registers sell offline, then send everything through a line that loses, doubles, delays and cuts. Everything has
 * to be there exactly once in the end, to the penny.
 */
export async function proveExactlyOnce(
  stack: ShopStack,
  wares: readonly Ware[],
  sales: number,
  seed: number,
): Promise<ExactlyOnceOutcome> {
  const random = seededRandom(seed);
  const proxy = await startLossyProxy({ target: stack.origin, seed: random.uint32() });
  try {
    const registers: NodeRegister[] = [];
    for (let number = 1; number <= REGISTERS; number += 1) {
      registers.push(await NodeRegister.enrolled(stack.office, proxy.origin, `Till ${number}`, random.fork(), wares));
    }
    await Promise.all(
      registers.map(async (register, index) => {
        const share = Math.floor(sales / REGISTERS) + (index < sales % REGISTERS ? 1 : 0);
        // Stretches without the network of different lengths, so that batches of every size meet every fault.
        for (let made = 0; made < share; ) {
          for (let left = Math.min(random.integer(1, LONGEST_STRETCH), share - made); left > 0; left -= 1, made += 1) {
            await register.sell();
          }
          await register.drain();
        }
        await register.closeShift();
      }),
    );
    await Promise.all(registers.map(drainFully));
    return { sales, faults: proxy.counts, wrong: await wrongWith(stack, registers) };
  } finally {
    await proxy.close();
  }
}

async function drainFully(register: NodeRegister): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) if (await register.drain()) return;
  throw new Error(`${register.registration.registerCode} does not drain`);
}
