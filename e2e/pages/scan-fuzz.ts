import { checkDigit } from '@mosaajii/domain/catalog';
import { type Random, seededRandom } from '@mosaajii/testkit';
import { FIVE } from '../stack/catalogue.ts';
import type { Shop } from '../stack/shop.ts';
import { scanAs, typeAt } from './scanner.ts';

/** Scans with one focus before it is put elsewhere: a second of a busy counter. */
const BURST = 8;
const LAYOUTS = ['american', 'french', 'french-shifted', 'numpad'] as const;
const ENDS = ['enter', 'enter', 'enter-twice', 'tab', 'none'] as const;
const PLACES = ['omnibox', 'nothing', 'quantity', 'note', 'dialog button', 'payment amount'] as const;
type Place = (typeof PLACES)[number];

export interface FuzzOutcome {
  readonly passed: number;
  readonly wrong: readonly string[];
}

/**
 * Scans at 8 a second of scanners of several kinds, with the focus in one place after the other. Every code has to arrive
 * once; no character of it may stay anywhere, and no button may be pressed by it.
 */
export async function fuzzScans({ till, page }: Shop, count: number, seed: number): Promise<FuzzOutcome> {
  const random = seededRandom(seed);
  const wrong: string[] = [];
  let done = 0;
  while (done < count) {
    const burst = Math.min(BURST, count - done);
    const place = random.pick(PLACES);
    await till.openEmpty();
    const kinds = Array.from({ length: burst }, () => ({ layout: random.pick(LAYOUTS), end: random.pick(ENDS) }));
    const where = `scans ${done} to ${done + burst - 1} at the ${place} (seed ${seed})`;
    const check = await putFocus({ till, page } as Shop, place);
    // While money is taken goods wait: codes of nobody's are counted beside the cart there.
    const codes = kinds.map((_, index) =>
      place === 'payment amount' ? nobodysCode(random, done + index) : random.pick(FIVE).code,
    );
    for (const [index, kind] of kinds.entries()) await scanAs(page, codes[index] ?? '', kind);
    for (const sentence of await check(codes)) wrong.push(`${where}: ${sentence}`);
    done += burst;
  }
  return { passed: wrong.length === 0 ? count : 0, wrong };
}

function nobodysCode(random: Random, index: number): string {
  const body = `999${String(random.integer(0, 99_999)).padStart(5, '0')}${String(index).padStart(4, '0')}`;
  return body + checkDigit(body);
}

type Check = (codes: readonly string[]) => Promise<string[]>;

/** Puts the focus somewhere and answers how to find out, after the scans, whether anything was disturbed. */
async function putFocus(shop: Shop, place: Place): Promise<Check> {
  const { till, page } = shop;
  if (place === 'omnibox') await till.omnibox.focus();
  if (place === 'nothing') await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  if (place === 'quantity' || place === 'note') return inLine(shop, place);
  if (place === 'dialog button') {
    await page.keyboard.press('F1');
    const dialog = page.getByRole('dialog', { name: 'Keys of the till' });
    await dialog.getByRole('button', { name: 'Close' }).focus();
    return async (codes) => [
      ...(await piecesAre(shop, codes.length)),
      ...((await dialog.count()) === 1 ? [] : ['a scan closed the dialog']),
    ];
  }
  if (place === 'payment amount') return inPayment(shop);
  return (codes) => piecesAre(shop, codes.length);
}

async function inLine(shop: Shop, place: 'quantity' | 'note'): Promise<Check> {
  const { till, page } = shop;
  await till.scan(FIVE[0]?.code ?? '');
  // The line that was scanned last is the selected one: its tools are there.
  await till.lines.first().waitFor();
  if (place === 'quantity') await page.getByRole('button', { name: /^Quantity .* change it$/ }).click();
  else await page.getByRole('button', { name: 'Note', exact: true }).first().click();
  return async (codes) => {
    const notes = await till.lines.filter({ hasText: '“' }).count();
    return [...(await piecesAre(shop, codes.length + 1)), ...(notes === 0 ? [] : ['a scan wrote a note'])];
  };
}

async function inPayment({ till, page }: Shop): Promise<Check> {
  await till.scan(FIVE[0]?.code ?? '');
  await till.pay.click();
  await till.amount.waitFor();
  await till.amount.fill('1.50');
  await till.amount.focus();
  return async (codes) => {
    const found: string[] = [];
    if ((await till.payment.count()) === 0) return ['a scan closed the payment'];
    if ((await till.amount.inputValue()) !== '1.50') found.push(`the amount became ${await till.amount.inputValue()}`);
    await page.keyboard.press('Escape');
    await till.payment.waitFor({ state: 'hidden' });
    const waiting = page.getByText(`and ${codes.length - 1} more`);
    const isThere = codes.length === 1 || (await appears(waiting));
    if (!isThere) found.push(`of ${codes.length} codes not all wait beside the cart`);
    // They wait until somebody looks at them: each is put away for the next round.
    for (let left = codes.length; left > 0; left -= 1)
      await page.getByRole('button', { name: 'Dismiss' }).first().click();
    return [...found, ...(await piecesAre({ till, page } as Shop, 1))];
  };
}

async function appears(locator: ReturnType<Shop['page']['getByText']>): Promise<boolean> {
  return locator.waitFor({ timeout: 5_000 }).then(
    () => true,
    () => false,
  );
}

/** Whether so many pieces are in the sale, and nothing is in the omnibox. */
async function piecesAre({ till, page }: Shop, pieces: number): Promise<string[]> {
  const wanted = page.getByText(pieces === 1 ? /\b1 piece\b/ : new RegExp(`\\b${pieces} pieces\\b`)).first();
  const found: string[] = [];
  if (!(await appears(wanted))) found.push(`there are not ${pieces} pieces in the sale`);
  const text = await till.omnibox.inputValue();
  if (text !== '') found.push(`the omnibox holds ${JSON.stringify(text)}`);
  if ((await till.done.count()) > 0) found.push('a scan took money');
  return found;
}

const WORDS = [
  'milk',
  'bread',
  'coffee',
  'soap 175',
  'white bread',
  '1234',
  '5901',
  'sugar',
  'crisps 150g',
  '20.00',
  'organic',
  'lamp',
];

/** Words that people type at 40 to 130 words a minute: each one has to stand in the field, and nothing may be scanned. */
export async function typeWords({ till, page }: Shop, count: number, seed: number): Promise<FuzzOutcome> {
  const random = seededRandom(seed);
  const wrong: string[] = [];
  await till.openEmpty();
  await till.omnibox.focus();
  for (let index = 0; index < count; index += 1) {
    const word = random.pick(WORDS);
    const mean = 60_000 / ((40 + random.fraction() * 90) * 5);
    // Fingers roll: some pairs come at a third of the mean.
    await typeAt(page, word, () => Math.max(18, mean * (random.chance(0.2) ? 0.33 : 0.7 + random.fraction() * 0.9)));
    const text = await till.omnibox.inputValue();
    if (text !== word)
      wrong.push(`word ${index} (seed ${seed}): ${JSON.stringify(word)} became ${JSON.stringify(text)}`);
    await till.omnibox.fill('');
  }
  if ((await till.lines.count()) > 0) wrong.push('a typed word was taken for a scan');
  if ((await page.getByText('is not in the catalogue').count()) > 0) wrong.push('a typed word waits as a code');
  return { passed: wrong.length === 0 ? count : 0, wrong };
}
