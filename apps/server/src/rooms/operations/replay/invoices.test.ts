import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openingStockOf, productsOf } from './catalogue.ts';
import { sortInvoices } from './documents.ts';
import expected from './fixtures/online-retail-sums.json' with { type: 'json' };
import { InvoiceFileError, parseInvoiceFile, readInvoiceFile } from './invoice-file.ts';
import { nameOf } from './names.ts';
import { emptyTally, tallyDocument, tallyRejected } from './tally.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';
const shipped = fileURLToPath(new URL('../../../../fixtures/online-retail-2010-12.csv.gz', import.meta.url));
/** The other months are 4 MB and not part of the project: point this at a folder with `2011-01.csv.gz` and so on. */
const folder = process.env['ONLINE_RETAIL_DIR'];

function fileOf(month: string): string {
  return month === '2010-12' ? shipped : join(folder ?? '', `${month}.csv.gz`);
}

function rows(...lines: string[]) {
  return parseInvoiceFile('test.csv', Buffer.from(HEADER + lines.join('\n')));
}

describe('the months of Online Retail', () => {
  for (const [month, sums] of Object.entries(expected.months)) {
    it.skipIf(!existsSync(fileOf(month)))(
      `${month}: documents, lines and amounts are the file's (set ONLINE_RETAIL_DIR)`,
      async () => {
        const file = await readInvoiceFile(fileOf(month));
        const { documents, rejected } = sortInvoices(file);
        const tally = emptyTally();
        for (const document of documents) tallyDocument(tally, document);
        tallyRejected(tally, rejected);
        const { lines, exactSum: _, ...expectedTally } = sums;
        expect(tally).toEqual(expectedTally);
        expect(file.lines.length + file.rejected.length).toBe(lines);
      },
    );
  }

  it('2010-12 and 2011-08 have the sums that the shop was given', () => {
    expect(expected.months['2010-12'].sales.amountMinor).toBe(82_374_614);
    expect(expected.months['2010-12'].returns.amountMinor).toBe(-7_478_912);
    expect(expected.months['2011-08'].sales.amountMinor).toBe(74_807_632);
    expect(expected.months['2011-08'].returns.amountMinor).toBe(-5_433_375);
    expect(expected.months['2011-08'].rejected.amountMinor).toBe(-1_106_206);
  });
});

describe('reading a file', () => {
  it('keeps quoted commas and quotes, leading zeros and three decimals', () => {
    const file = rows(
      '536477,022041,"RECORD FRAME 7"" SINGLE, SIZE",48,2010-12-01 12:27:00,2.105,16210.0,United Kingdom',
    );
    expect(file.lines[0]).toMatchObject({
      sku: '022041',
      description: 'RECORD FRAME 7" SINGLE, SIZE',
      quantityMilli: 48_000,
      unitPriceE4: 2_105_000,
      amountMinor: 10_104,
      businessDate: '2010-12-01',
    });
  });

  it.each([
    ['1,A,x,0,2010-12-01 10:00:00,1.00,,UK', 'quantity is zero', 0],
    ['1,A,x,2,2010-12-01 10:00:00,-1.50,,UK', 'price is negative', -300],
    ['1,A,x,two,2010-12-01 10:00:00,1.00,,UK', 'quantity is not a number', 0],
    ['1,A,x,1,2010-12-01 10:00:00,1e3,,UK', 'price is not a number', 0],
    ['1,A,x,1,2010-02-30 10:00:00,1.00,,UK', 'not a date of the calendar', 100],
    ['1,A,x,1,01/12/2010 10:00,1.00,,UK', 'not a date of the form', 100],
    ['1,,x,1,2010-12-01 10:00:00,1.00,,UK', 'no stock code', 100],
    [',A,x,1,2010-12-01 10:00:00,1.00,,UK', 'no number', 100],
    ['1,A,x,1,2010-12-01 10:00:00,1.00', 'has 6 cells', 100],
    ['1,A,x\u0000y,1,2010-12-01 10:00:00,1.00,,UK', 'control characters', 100],
    ['1,A,x,1000001,2010-12-01 10:00:00,1.00,,UK', 'out of bounds', 100_000_100],
    ['1,A,x,1,2010-12-01 10:00:00,99999999999,,UK', 'out of bounds', 9_999_999_999_900],
  ])('rejects %j: %s', (line, reason, amountMinor) => {
    const file = rows(line);
    expect(file.lines).toEqual([]);
    expect(file.rejected).toMatchObject([{ reason: expect.stringContaining(reason), amountMinor }]);
  });

  it('goes on after a row whose quoting is broken', () => {
    const file = rows('1,A,x"y",1,2010-12-01 10:00:00,1.00,,UK', '2,A,x,1,2010-12-01 10:00:00,1.00,,UK');
    expect(file.lines.map((line) => line.invoice)).toContain('2');
    expect(file.lines.length + file.rejected.length).toBe(2);
  });

  it('names the same content the same, compressed or not', () => {
    const bytes = Buffer.from(`${HEADER}1,A,x,1,2010-12-01 10:00:00,1.00,,UK\n`);
    const plain = parseInvoiceFile('a.csv', bytes);
    expect(parseInvoiceFile('b.csv.gz', gzipSync(bytes)).contentHash).toBe(plain.contentHash);
    expect(parseInvoiceFile('c.csv', Buffer.from(`\uFEFF${bytes.toString()}`)).contentHash).toBe(plain.contentHash);
  });

  it('says what is wrong with a file that is no such file', () => {
    expect(() => parseInvoiceFile('x.csv', Buffer.from('a,b\n1,2\n'))).toThrow(/has no column InvoiceNo/);
    expect(() => parseInvoiceFile('x.csv', Buffer.from(''))).toThrow(InvoiceFileError);
    expect(() => parseInvoiceFile('x.csv.gz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]))).toThrow(/damaged/);
  });

  it('reads windows-1252 when the bytes are not UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}1,A,CAF`),
      Buffer.from([0xc9]),
      Buffer.from(',1,2010-12-01 10:00:00,1.00,,UK\n'),
    ]);
    expect(parseInvoiceFile('x.csv', bytes).lines[0]?.description).toBe('CAFÉ');
  });
});

describe('making documents', () => {
  const at = '2010-12-01 10:00:00,';

  it('sells, takes back, writes off and refuses', () => {
    const { documents, rejected } = sortInvoices(
      rows(
        `1,A,x,2,${at}1.00,,UK`,
        `1,B,free,1,${at}0.00,,UK`,
        `1,C,broken,-3,${at}0,,UK`,
        `1,D,odd,-1,${at}2.00,,UK`,
        `C2,A,x,-1,${at}1.00,,UK`,
        `C2,A,x,1,${at}1.00,,UK`,
        `A3,B,Adjust bad debt,1,${at}11062.06,,UK`,
        `X4,A,x,1,${at}1.00,,UK`,
      ),
    );
    expect(documents.map(({ kind, invoice, lines }) => [kind, invoice, lines.length])).toEqual([
      ['sale', '1', 2],
      ['write-off', '1', 1],
      ['return', 'C2', 1],
    ]);
    expect(rejected.map((line) => [line.invoice, line.amountMinor])).toEqual([
      ['1', -200],
      ['C2', 100],
      ['A3', 1_106_206],
      ['X4', 100],
    ]);
  });

  it('splits an invoice of more lines than a sale may have, and loses none', () => {
    const many = Array.from({ length: 2001 }, (_, index) => `1,S${index},x,1,${at}1.00,,UK`);
    const { documents } = sortInvoices(rows(...many));
    expect(documents.map((document) => document.lines.length)).toEqual([1000, 1000, 1]);
    expect(new Set(documents.map((document) => document.key)).size).toBe(3);
  });

  it('knows the most frequent name and price, and the stock that sales and write-offs take', () => {
    const { documents } = sortInvoices(
      rows(
        `1,A,lamp,2,${at}1.00,,UK`,
        `2,A,LAMP,2,${at}2.00,,UK`,
        `3,A,LAMP,2,${at}2.00,,UK`,
        `4,A,,-5,${at}0.00,,UK`,
        `C5,A,LAMP,-1,${at}9.00,,UK`,
        `6,B,,1,${at}0.00,,UK`,
      ),
    );
    expect(productsOf(documents)).toEqual([
      { sku: 'A', name: 'LAMP', priceE4: 2_000_000 },
      { sku: 'B', name: 'B', priceE4: null },
    ]);
    expect([...openingStockOf(documents)]).toEqual([
      ['A', 11_000],
      ['B', 1000],
    ]);
  });
});

describe('names', () => {
  it('are UUIDs of version 8 that depend on every part and its border', () => {
    expect(nameOf('a', 'b')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(nameOf('a', 'b')).toBe(nameOf('a', 'b'));
    expect(new Set([nameOf('a', 'b'), nameOf('ab'), nameOf('ab', ''), nameOf('', 'ab'), nameOf('b', 'a')]).size).toBe(
      5,
    );
  });
});
