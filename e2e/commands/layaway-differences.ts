import { depositLeft } from '@mosaajii/domain/layaway';
import { layawayItem, setAsideMilli } from '../sim/model-layaways.ts';
import type { ShopModel } from './shop-model.ts';
import type { TillWorld } from './till-world.ts';

/** Where envelopes, bags behind the counter and the figures of the shifts are not what pencil and paper say. */
export async function layawayDifferences(world: TillWorld, { layaways, drawers }: ShopModel): Promise<string[]> {
  const { tables } = world.server;
  const differing: string[] = [];
  const compare = (what: string, known: number | string, expected: number | string) => {
    if (known !== expected) differing.push(`${what}: ${known} instead of ${expected}`);
  };
  compare('layaways', tables.layaways.size, layaways.all.length);
  for (const { id, state, totalMinor, leftMinor, paid } of layaways.all) {
    const item = layawayItem(tables, id);
    if (item === undefined) differing.push(`the layaway ${id} is not there`);
    else {
      compare(`the layaway ${id}`, item.state, state);
      compare(`the total of ${id}`, item.totalMinor, totalMinor);
      compare(`payments of ${id}`, item.paid.length, paid.length);
      compare(`what is left of ${id}`, depositLeft(item), leftMinor);
      compare(`the envelope of ${id}`, tables.purses.get(`deposit|${id}`)?.balance_minor ?? 0, leftMinor);
      compare(`what is held of ${id}`, tables.purses.get(`deposit|${id}`)?.held_minor ?? 0, 0);
    }
  }
  for (const [good, { variant_id }] of world.shop.variants.entries()) {
    compare(`put aside of ${good}`, setAsideMilli(tables, variant_id), layaways.asideMilli(good));
  }
  for (const [register, { shift }] of drawers.entries()) {
    const { totals } = (await (await world.journal(register)).currentShift()) ?? {};
    compare(`deposits of drawer ${register}`, totals?.depositMinor ?? 0, shift?.depositMinor ?? 0);
    compare(`deposits back of drawer ${register}`, totals?.depositBackMinor ?? 0, shift?.depositBackMinor ?? 0);
  }
  return differing;
}
