import { describe, expect, it } from 'vitest';
import { detectDelimiter, detectEncoding, rowsOf, utf8Checker } from '../../../platform/csv/index.ts';
import { looksLikeHeader } from './detect-format.ts';
import { guessMapping } from './guess-mapping.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('the encoding', () => {
  it('is what the byte order mark says', () => {
    expect(detectEncoding(bytes(0xef, 0xbb, 0xbf, 65), true)).toBe('utf-8');
    expect(detectEncoding(bytes(0xff, 0xfe, 65, 0), false)).toBe('utf-16le');
    expect(detectEncoding(bytes(0xfe, 0xff, 0, 65), false)).toBe('utf-16be');
  });

  it('shows UTF-16 without a mark by its zero bytes, and UTF-8 by being valid', () => {
    expect(detectEncoding(Buffer.from('name,price\nMilk,1', 'utf16le'), true)).toBe('utf-16le');
    expect(detectEncoding(Buffer.from('name,price\nMilk,1', 'utf16le').swap16(), true)).toBe('utf-16be');
    expect(detectEncoding(utf8('Crème'), true)).toBe('utf-8');
    expect(detectEncoding(Buffer.from('Crème', 'latin1'), false)).toBe('windows-1252');
  });

  it('checks UTF-8 over pieces that cut a letter in two', () => {
    const checker = utf8Checker();
    const crème = utf8('Crème');
    checker.push(crème.subarray(0, 3));
    checker.push(crème.subarray(3));
    expect(checker.isValid()).toBe(true);
    const cut = utf8Checker();
    cut.push(crème.subarray(0, 3));
    expect(cut.isValid()).toBe(false);
  });
});

describe('the delimiter', () => {
  it('is the one that splits the rows evenly, whatever stands inside quotes', () => {
    expect(detectDelimiter('name,price\n"Milk; whole",1\n"Bread; rye",2\n')).toBe(',');
    expect(detectDelimiter('name;price\nMilk, whole;1,20\nBread;2,40\n')).toBe(';');
    expect(detectDelimiter('name\tprice\nMilk\t1\n')).toBe('\t');
    expect(detectDelimiter('name|price\nMilk|1\n')).toBe('|');
    expect(detectDelimiter('name\nMilk\nBread\n')).toBe(',');
  });
});

describe('the heading', () => {
  it('names columns: no numbers, nothing twice, nothing empty', () => {
    expect(looksLikeHeader(rowsOf('gtin,name\n0036000291452,Milk\n', ','))).toBe(true);
    expect(looksLikeHeader(rowsOf('0036000291452,Milk\n4006381333931,Pen\n', ','))).toBe(false);
    expect(looksLikeHeader(rowsOf('Milk,Milk\n1,2\n', ','))).toBe(false);
    expect(looksLikeHeader(rowsOf('Milk,Dairy\nBread,Bakery\n', ','))).toBe(false);
  });
});

describe('the mapping', () => {
  const guess = (text: string, hasHeader = true) => {
    const [header, ...rows] = rowsOf(text, ',');
    return hasHeader ? guessMapping(header ?? [], rows) : guessMapping(null, [header ?? [], ...rows]);
  };

  it('knows headings of other systems and languages', () => {
    expect(guess('StockCode,Description,UnitPrice\n1,Lantern,3.39\n').mapping).toMatchObject({
      sku: 0,
      name: 1,
      price: 2,
    });
    expect(guess('Artikelnummer,Bezeichnung,Verkaufspreis,MwSt\na,Milch,1,x\n').mapping).toMatchObject({
      sku: 0,
      name: 1,
      price: 2,
      taxClass: 3,
    });
    expect(guess('Désignation,Code-barres,Prix de vente\nLait,1,2\n').mapping).toMatchObject({
      name: 0,
      code: 1,
      price: 2,
    });
    expect(guess('Variant SKU,Title,Variant Barcode,Variant Price,Cost per item\n1,a,2,3,4\n').mapping).toEqual({
      sku: 0,
      name: 1,
      code: 2,
      price: 3,
      cost: 4,
      category: null,
      taxClass: null,
      unit: null,
      description: null,
      minimumAge: null,
      lowestPrice: null,
      highestPrice: null,
      tare: null,
    });
  });

  it('recognises codes by their check digits and names by their letters when there is no heading', () => {
    const found = guess('0036000291452,Whole milk\n4006381333931,Fountain pen\n', false);
    expect(found.mapping).toMatchObject({ code: 0, name: 1, price: null });
    expect(found.reasons).toEqual({ code: 'content', name: 'content' });
  });

  it('never takes a column of numbers without a heading for prices', () => {
    expect(guess('0036000291452,Whole milk,2.50\n4006381333931,Pen,1.20\n', false).mapping.price).toBeNull();
  });
});
