/** A sheet or a roll of labels; all lengths in millimetres. */
export interface LabelFormat {
  readonly id: 'a4-24' | 'a4-40' | 'a4-65' | 'roll-57x32' | 'roll-40x30';
  readonly pageWidthMm: number;
  readonly pageHeightMm: number;
  readonly columns: number;
  readonly rows: number;
  readonly widthMm: number;
  readonly heightMm: number;
  /** From the page's edge to the first label. */
  readonly startMm: number;
  readonly topMm: number;
  /** Between two labels beside each other. */
  readonly gapMm: number;
}

const A4 = { pageWidthMm: 210, pageHeightMm: 297 } as const;
const roll = (id: LabelFormat['id'], widthMm: number, heightMm: number): LabelFormat => ({
  id,
  pageWidthMm: widthMm,
  pageHeightMm: heightMm,
  columns: 1,
  rows: 1,
  widthMm,
  heightMm,
  startMm: 0,
  topMm: 0,
  gapMm: 0,
});

/**
 * The common sheets as their makers give them (Avery Zweckform 3474: 24 of 70 × 37; L4780-like: 40 of 52.5 × 29.7; L7651: 65 of
 * 38.1 × 21.2) and two rolls of label printers.
 */
export const LABEL_FORMATS: readonly LabelFormat[] = [
  { id: 'a4-24', ...A4, columns: 3, rows: 8, widthMm: 70, heightMm: 37, startMm: 0, topMm: 0.5, gapMm: 0 },
  { id: 'a4-40', ...A4, columns: 4, rows: 10, widthMm: 52.5, heightMm: 29.7, startMm: 0, topMm: 0, gapMm: 0 },
  { id: 'a4-65', ...A4, columns: 5, rows: 13, widthMm: 38.1, heightMm: 21.2, startMm: 4.75, topMm: 10.7, gapMm: 2.5 },
  roll('roll-57x32', 57, 32),
  roll('roll-40x30', 40, 30),
];

/** How many labels one page has. */
export function labelsOnPage({ columns, rows }: LabelFormat): number {
  return columns * rows;
}

export interface LabelPlace {
  readonly page: number;
  readonly xMm: number;
  readonly yMm: number;
}

/** Where the labels go: row by row from the first free place of the first page, each place once. */
export function labelPlaces(format: LabelFormat, count: number, firstPlace = 0): LabelPlace[] {
  const { columns, widthMm, heightMm, startMm, topMm, gapMm } = format;
  const onPage = labelsOnPage(format);
  return Array.from({ length: count }, (_, index) => {
    const place = index + firstPlace;
    const within = place % onPage;
    const column = within % columns;
    return {
      page: Math.floor(place / onPage),
      xMm: startMm + column * (widthMm + gapMm),
      yMm: topMm + Math.floor(within / columns) * heightMm,
    };
  });
}
