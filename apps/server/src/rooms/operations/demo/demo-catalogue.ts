import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { InitialProduct } from '../../catalog/index.ts';
import { productsOf } from '../replay/catalogue.ts';
import { type ReplayDocument, sortInvoices } from '../replay/documents.ts';
import { readInvoiceFile } from '../replay/index.ts';

/**
 * The month that ships with the program, in `apps/server/fixtures`: one level above the built program, four above this
 * source.
 */
export function demoFile(): string {
  const places = ['../fixtures/', '../../../../fixtures/'].map((place) =>
    fileURLToPath(new URL(`${place}online-retail-2010-12.csv.gz`, import.meta.url)),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error('apps/server/fixtures/online-retail-2010-12.csv.gz is missing');
  return found;
}

/** Tiles that fit the till's first screen. */
const FAVOURITES = 24;

/** The first rule one of whose words is in a name decides; what a thing is for comes before what it is made of. */
const CATEGORIES: readonly (readonly [name: string, words: readonly string[]])[] = [
  ['Christmas', ['christmas', 'xmas', 'advent', 'snowman', 'reindeer', 'bauble', 'santa', 'snowflake']],
  [
    'Party and gift wrap',
    ['party', 'birthday', 'wrap', 'ribbon', 'ribbons', 'bunting', 'garland', 'balloon', 'balloons', 'gift'],
  ],
  [
    'Stationery and cards',
    [
      'card',
      'cards',
      'notebook',
      'pencil',
      'pencils',
      'pen',
      'sticker',
      'stickers',
      'letter',
      'journal',
      'calendar',
      'tape',
      'tags',
      'eraser',
      'erasers',
      'ruler',
      'envelope',
      'postcard',
      'sketchbook',
      'paper',
    ],
  ],
  [
    'Jewellery and hair',
    [
      'necklace',
      'bracelet',
      'earrings',
      'ring',
      'rings',
      'charm',
      'bead',
      'beads',
      'brooch',
      'hair',
      'hairband',
      'bangle',
      'pendant',
      'diamante',
      'bling',
    ],
  ],
  ['Bags and purses', ['bag', 'bags', 'purse', 'shopper', 'backpack', 'holdall', 'suitcase', 'luggage', 'wallet']],
  [
    'Candles and lights',
    [
      'candle',
      'candles',
      't-light',
      't-lights',
      'candleholder',
      'candlestick',
      'lantern',
      'light',
      'lights',
      'lamp',
      'incense',
      'chandelier',
      'nightlight',
    ],
  ],
  [
    'Toys and crafts',
    [
      'doll',
      'dolly',
      'toy',
      'toys',
      'game',
      'games',
      'puzzle',
      'felt',
      'feltcraft',
      'kit',
      'playhouse',
      'childrens',
      'child',
      'skittles',
      'dominoes',
      'tattoos',
      'magic',
      'spaceboy',
      'soldier',
      'jigsaw',
      'crayons',
      'knitting',
      'sewing',
    ],
  ],
  [
    'Kitchen and dining',
    [
      'mug',
      'mugs',
      'cup',
      'cups',
      'saucer',
      'bowl',
      'bowls',
      'plate',
      'plates',
      'cake',
      'cakes',
      'cakestand',
      'tea',
      'teapot',
      'teacup',
      'coffee',
      'cutlery',
      'spoon',
      'spoons',
      'tray',
      'lunch',
      'bottle',
      'jar',
      'jug',
      'egg',
      'baking',
      'cookie',
      'jam',
      'apron',
      'napkins',
      'napkin',
      'oven',
      'kitchen',
      'recipe',
      'tin',
      'dinner',
      'bread',
      'glass',
      'glasses',
      'tumbler',
      'popcorn',
      'snack',
      'picnic',
      'straws',
      'doiley',
      'coaster',
      'coasters',
      'colander',
      'scales',
      'pantry',
      'biscuit',
      'chopsticks',
      'toast',
    ],
  ],
  [
    'Garden and outdoors',
    [
      'garden',
      'gardeners',
      'plant',
      'planter',
      'bird',
      'birdhouse',
      'watering',
      'seed',
      'herb',
      'parasol',
      'umbrella',
      'trowel',
      'fork',
      'bucket',
      'windmill',
      'greenhouse',
    ],
  ],
  [
    'Bath and comfort',
    [
      'bath',
      'bathroom',
      'soap',
      'towel',
      'towels',
      'sponge',
      'hand',
      'warmer',
      'hot',
      'slippers',
      'sleeping',
      'toilet',
      'cosmetic',
      'toothpaste',
      'wash',
      'flannel',
      'perfume',
    ],
  ],
  [
    'Home decoration',
    [
      'heart',
      'hearts',
      'sign',
      'frame',
      'frames',
      'clock',
      'mirror',
      'hook',
      'hooks',
      'hanger',
      'holder',
      'cushion',
      'doormat',
      'drawer',
      'knob',
      'cabinet',
      'box',
      'basket',
      'vase',
      'picture',
      'photo',
      'decoration',
      'ornament',
      'wall',
      'curtain',
      'stool',
      'chair',
      'table',
      'chest',
      'rack',
      'stand',
      'tile',
      'magnet',
      'magnets',
      'doorstop',
      'wreath',
      'flower',
      'flowers',
      'storage',
      'key',
      'door',
      'trinket',
      'throw',
      'quilt',
      'block',
    ],
  ],
];
const OTHER = 'Other';
const FEES = 'Postage and fees';

/** The month as it is read, and the products that its invoices name, best sellers first among the favourites. */
export async function demoCatalogue(): Promise<readonly InitialProduct[]> {
  const { documents } = sortInvoices(await readInvoiceFile(demoFile()));
  const best = bestSellers(documents);
  return productsOf(documents).map((product) => ({
    ...product,
    category: categoryOf(product.sku, product.name),
    favouritePosition: best.get(product.sku) ?? null,
  }));
}

/** The category that the words of a name suggest. */
export function categoryOf(sku: string, name: string): string {
  if (!/\d/.test(sku) || sku === 'C2') return FEES;
  const words = new Set(name.toLowerCase().split(/[^a-z0-9-]+/));
  return CATEGORIES.find(([, known]) => known.some((word) => words.has(word)))?.[0] ?? OTHER;
}

/** The products that most invoices have, by their rank. */
function bestSellers(documents: readonly ReplayDocument[]): ReadonlyMap<string, number> {
  const invoices = new Map<string, number>();
  for (const { kind, lines } of documents) {
    if (kind !== 'sale') continue;
    for (const sku of new Set(lines.map((line) => line.sku))) invoices.set(sku, (invoices.get(sku) ?? 0) + 1);
  }
  const ranked = [...invoices]
    .filter(([sku]) => /^\d{5}/.test(sku))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Map(ranked.slice(0, FAVOURITES).map(([sku], rank) => [sku, rank + 1]));
}
