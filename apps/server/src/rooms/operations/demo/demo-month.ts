import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type InvoiceFile, readInvoiceFile } from '../replay/index.ts';

/** The month of invoices that ships with the program. */
export function readDemoMonth(): Promise<InvoiceFile> {
  return readInvoiceFile(demoFile());
}

/** In `apps/server/fixtures`: one level above the built program, four above this source. */
function demoFile(): string {
  const places = ['../fixtures/', '../../../../fixtures/'].map((place) =>
    fileURLToPath(new URL(`${place}online-retail-2010-12.csv.gz`, import.meta.url)),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error('apps/server/fixtures/online-retail-2010-12.csv.gz is missing');
  return found;
}

/** The first and the last business date of a file. Throws when it has no line. */
export function spanOf({ lines, name }: InvoiceFile): { readonly first: string; readonly last: string } {
  const dates = [...new Set(lines.map((line) => line.businessDate))].sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) throw new Error(`${name} has no line that can be played`);
  return { first, last };
}
