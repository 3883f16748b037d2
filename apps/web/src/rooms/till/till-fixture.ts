import { stillBeyond } from './approving.ts';
import { sampleCode, sampleTill } from './fixtures.ts';
import { parseOmnibox } from './omnibox.ts';
import { figuresOf } from './order.ts';
import type { TillPorts } from './ports.ts';
import { runIntent } from './run-intent.ts';
import { createTill, type Till } from './till-context.tsx';

/** The codes of some sample goods; the last of them has no price. */
export const [MILK, BREAD, TEA, GIFT] = [0, 1, 2, 15].map(sampleCode) as [string, string, string, string];

/** A till over the sample shop, whose ports a test may change, and what it could not keep. */
export async function openTill(
  part: Parameters<typeof sampleTill>[0] & { readonly ports?: (ports: TillPorts) => TillPorts } = {},
) {
  const sample = await sampleTill(part);
  const ports = part.ports?.(sample.ports) ?? sample.ports;
  const failures: unknown[] = [];
  const till = createTill(ports, [], (error) => failures.push(error));
  return { till, ports, device: sample.device, changeCatalog: sample.changeCatalog, failures };
}
export const state = (till: Till) => till.carts.store.getState();
export const lines = (till: Till) => till.carts.active().lines.map((line) => [line.name, line.quantityMilli]);
/** What Enter in the omnibox does. */
export const type = (till: Till, text: string) =>
  runIntent(till, parseOmnibox(text, till.ports.shop.rules.currency), {
    navigate: () => undefined,
    hit: till.ports.catalog.search(text.replace(/^[\d.,]+\*/, ''), 1)[0] ?? null,
  });
/** What still has to be approved of the cart. */
export const beyond = ({ carts, ports }: Till) =>
  stillBeyond(ports, carts.active(), figuresOf(carts.active(), ports.shop.rules));
