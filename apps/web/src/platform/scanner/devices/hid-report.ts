/** A field of a report as the device describes it (https://wicg.github.io/webhid/, HIDReportItem). */
interface ReportItem {
  readonly usages?: readonly number[];
  readonly isRange?: boolean;
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  readonly reportSize?: number;
  readonly reportCount?: number;
}
export interface HidCollection {
  readonly usagePage?: number;
  readonly inputReports?: readonly { readonly reportId?: number; readonly items?: readonly ReportItem[] }[];
}

/** The page of bar code scanners and its usages (USB HID Point of Sale Usage Tables 1.02, chapter 4). */
export const SCANNER_PAGE = 0x8c;
const SYMBOLOGY: readonly number[] = [0x8c00fb, 0x8c00fc, 0x8c00fd];
const DATA = 0x8c00fe;
const CONTINUED = 0x8c00ff;
/** Generic desktop, byte count: how many bytes of the data are the code's. */
const BYTE_COUNT = 0x01003b;

export interface HidScan {
  readonly text: string;
  /** The code goes on in the next report. */
  readonly isContinued: boolean;
}

/** What a report of a scanner says, read by the device's own description; `null`: it is no scanned data. */
export function scanOfReport(collections: readonly HidCollection[], reportId: number, data: DataView): HidScan | null {
  const report = collections
    .filter(({ usagePage }) => usagePage === SCANNER_PAGE)
    .flatMap(({ inputReports }) => inputReports ?? [])
    .find((one) => (one.reportId ?? 0) === reportId);
  const fields = new Map<number, readonly number[]>();
  let bit = 0;
  for (const item of report?.items ?? []) {
    const { reportSize = 0, reportCount = 0 } = item;
    const usages = usagesOf(item);
    const values = Array.from({ length: reportCount }, (_, place) =>
      valueAt(data, bit + place * reportSize, reportSize),
    );
    // One usage for each value, and the last one for all that are left.
    for (const [place, usage] of usages.entries()) {
      const isLast = place === usages.length - 1;
      fields.set(usage, [...(fields.get(usage) ?? []), ...values.slice(place, isLast ? undefined : place + 1)]);
    }
    bit += reportSize * reportCount;
  }
  const bytes = fields.get(DATA);
  if (bytes === undefined) return null;
  const [count] = fields.get(BYTE_COUNT) ?? [];
  const symbology = SYMBOLOGY.flatMap((usage) => fields.get(usage) ?? []).filter((byte) => byte !== 0);
  return {
    text: textOf(symbology, count === undefined ? withoutPadding(bytes) : bytes.slice(0, count)),
    isContinued: (fields.get(CONTINUED) ?? []).some((value) => value !== 0),
  };
}

/** The symbology's three are often written as a range, and no range of these tables is longer than a byte can count. */
function usagesOf({ usages, isRange, usageMinimum = 0, usageMaximum = usageMinimum }: ReportItem): readonly number[] {
  if (isRange !== true) return usages ?? [];
  const count = Math.min(256, Math.max(1, usageMaximum - usageMinimum + 1));
  return Array.from({ length: count }, (_, place) => usageMinimum + place);
}

/** Little-endian, least bit first, as all of HID. Beyond the end of the report there is nothing. */
function valueAt(data: DataView, bit: number, size: number): number {
  let value = 0;
  for (let place = 0; place < Math.min(size, 32); place += 1) {
    const at = bit + place;
    const byte = at >> 3 < data.byteLength ? data.getUint8(at >> 3) : 0;
    value += ((byte >> (at & 7)) & 1) * 2 ** place;
  }
  return value;
}

function withoutPadding(bytes: readonly number[]): readonly number[] {
  const end = bytes.findLastIndex((byte) => byte !== 0);
  return bytes.slice(0, end + 1);
}

/** Only marks of GS1 data change how a code is read; others would be in the way of the catalogue. */
function textOf(symbology: readonly number[], bytes: readonly number[]): string {
  const mark = String.fromCharCode(...symbology).replace(/^(?!\])/, ']');
  const code = bytes.map((byte) => String.fromCharCode(byte)).join('');
  return /^\](?:C1|e0|d2|Q3|J1)$/.test(mark) && !code.startsWith(']') ? mark + code : code;
}
