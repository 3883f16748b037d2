import { IMPORT_FIELDS, type ImportField, type ImportMapping } from '@mosaajii/contract';
import { foldText, isGtin } from '@mosaajii/domain/catalog';

/** What columns are called in the files of other systems, folded. Whole headings first, then words within them. */
const HEADINGS: Readonly<Record<ImportField, readonly string[]>> = {
  name: [
    'name',
    'product name',
    'product',
    'title',
    'item',
    'item name',
    'description',
    'article',
    'libelle',
    'designation',
    'produit',
    'nom',
    'bezeichnung',
    'artikel',
    'nombre',
    'producto',
    'jina',
    'bidhaa',
    'nome',
  ],
  sku: [
    'sku',
    'stockcode',
    'stock code',
    'item code',
    'item no',
    'item number',
    'product code',
    'article number',
    'artikelnummer',
    'reference',
    'ref',
    'internal reference',
    'code article',
    'part number',
    'plu',
    'codigo',
    'handle',
  ],
  code: [
    'gtin',
    'barcode',
    'bar code',
    'ean',
    'ean13',
    'ean 13',
    'ean-13',
    'upc',
    'gtin-13',
    'gtin13',
    'gtin14',
    'code barre',
    'code-barres',
    'code barres',
    'codigo de barras',
    'strichcode',
    'variant barcode',
    'isbn',
    'code',
  ],
  price: [
    'price',
    'sale price',
    'sales price',
    'selling price',
    'unit price',
    'unitprice',
    'retail price',
    'list price',
    'price incl tax',
    'prix',
    'prix de vente',
    'pvp',
    'precio',
    'preis',
    'verkaufspreis',
    'vk',
    'bei',
    'preco',
    'variant price',
    'rrp',
  ],
  cost: [
    'cost',
    'cost price',
    'unit cost',
    'purchase price',
    'buying price',
    'prix achat',
    "prix d'achat",
    'coste',
    'costo',
    'einkaufspreis',
    'ek',
    'supply price',
    'cost per item',
  ],
  category: [
    'category',
    'categories',
    'product category',
    'department',
    'group',
    'product group',
    'type',
    'product type',
    'categorie',
    'rayon',
    'famille',
    'kategorie',
    'warengruppe',
    'categoria',
    'collection',
    'aina',
  ],
  taxClass: ['tax', 'tax class', 'vat', 'vat class', 'tax rate', 'vat rate', 'tva', 'mwst', 'iva', 'tax code', 'taxes'],
  unit: ['unit', 'uom', 'unit of measure', 'unite', 'einheit', 'unidad', 'kipimo'],
  description: [
    'long description',
    'details',
    'notes',
    'body',
    'body (html)',
    'product description',
    'beschreibung',
    'description',
  ],
  minimumAge: [
    'minimum age',
    'min age',
    'age restriction',
    'age limit',
    'age',
    'age minimum',
    'mindestalter',
    'edad minima',
    'umri wa chini',
  ],
  lowestPrice: ['lowest price', 'minimum price', 'min price', 'prix minimum', 'bei ya chini'],
  highestPrice: ['highest price', 'maximum price', 'max price', 'prix maximum', 'bei ya juu'],
  tare: ['tare', 'tare weight', 'tara', 'poids de tare'],
};

export type GuessReason = 'heading' | 'content' | 'both';
export interface MappingGuess {
  readonly mapping: ImportMapping;
  readonly reasons: Partial<Record<ImportField, GuessReason>>;
}

/** Ranks from here on are of headings that only contain a known word. */
const WITHIN = 100;

const NOTHING: ImportMapping = {
  name: null,
  sku: null,
  code: null,
  price: null,
  cost: null,
  category: null,
  taxClass: null,
  unit: null,
  description: null,
  minimumAge: null,
  lowestPrice: null,
  highestPrice: null,
  tare: null,
};

/**
 * Guesses which column is which field: by its heading in the languages of usual exports, and by what is in it. Codes are
 * recognised by their check digits even without a heading; a price never is, because a number could be anything.
 */
export function guessMapping(header: readonly string[] | null, rows: readonly (readonly string[])[]): MappingGuess {
  const width = Math.max(header?.length ?? 0, ...rows.slice(0, 50).map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => columnOf(index, header, rows));
  const taken = new Map<ImportField, number>();
  const reasons: Partial<Record<ImportField, GuessReason>> = {};
  const free = () => columns.filter((column) => ![...taken.values()].includes(column.index));
  const take = (field: ImportField, index: number, reason: GuessReason) => {
    taken.set(field, index);
    reasons[field] = reason;
  };
  const byHeading = IMPORT_FIELDS.flatMap((field) =>
    columns.flatMap((column) => {
      const rank = headingRank(field, column.heading);
      return rank === null ? [] : [{ field, column, rank }];
    }),
  ).sort((a, b) => a.rank - b.rank);
  for (const { field, column } of byHeading) {
    if (taken.has(field) || !free().includes(column)) continue;
    take(field, column.index, field === 'code' && column.gtinShare > 0.5 ? 'both' : 'heading');
  }
  if (!taken.has('code')) {
    const codes = free().sort((a, b) => b.gtinShare - a.gtinShare)[0];
    if (codes !== undefined && codes.gtinShare >= 0.8) take('code', codes.index, 'content');
  }
  if (!taken.has('name')) {
    const longest = free().sort((a, b) => b.letters - a.letters)[0];
    if (longest !== undefined && longest.letters > 3) take('name', longest.index, 'content');
  }
  return { mapping: { ...NOTHING, ...Object.fromEntries(taken) }, reasons };
}

/** Whether one of the cells is a heading of a product file, word for word. */
export function namesAField(cells: readonly string[]): boolean {
  return cells.some((cell) => IMPORT_FIELDS.some((field) => (headingRank(field, headingOf(cell)) ?? WITHIN) < WITHIN));
}

function headingOf(cell: string): string {
  return foldText(cell.replace(/_+/g, ' '));
}

interface ColumnFacts {
  readonly index: number;
  readonly heading: string;
  /** Share of the filled cells that are GTINs with a right check digit. */
  readonly gtinShare: number;
  /** Mean number of letters in the filled cells. */
  readonly letters: number;
}

function columnOf(index: number, header: readonly string[] | null, rows: readonly (readonly string[])[]): ColumnFacts {
  const cells = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
  const count = Math.max(1, cells.length);
  return {
    index,
    heading: headingOf(header?.[index] ?? ''),
    gtinShare: cells.filter(isGtin).length / count,
    letters: cells.reduce((sum, cell) => sum + cell.replace(/\P{L}/gu, '').length, 0) / count,
  };
}

/** How well a heading names a field, 0 best; null: not at all. */
function headingRank(field: ImportField, heading: string): number | null {
  if (heading === '') return null;
  const whole = HEADINGS[field].indexOf(heading);
  if (whole !== -1) return whole;
  const within = HEADINGS[field].findIndex((known) => known.length >= 3 && ` ${heading} `.includes(` ${known} `));
  return within === -1 ? null : WITHIN + within;
}
