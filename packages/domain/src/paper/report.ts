import { type Block, directionOf, type Paper, type PaperLanguage } from './model.ts';

/** A paper of figures in groups: an X or Z report, a cash count. All texts come in their language, amounts as they are written. */
export interface ReportInput {
  readonly language: PaperLanguage;
  readonly title: string;
  /** Above: the shop, the store, the register, who and when. */
  readonly head: readonly string[];
  /** COPY, practice. */
  readonly marks?: readonly string[];
  readonly groups: readonly ReportGroup[];
  /** Below: the head of the journal's chain, a place to sign. */
  readonly foot?: readonly string[];
}

export interface ReportGroup {
  readonly title?: string;
  readonly rows: readonly {
    readonly label: string;
    readonly value: string;
    readonly weight?: 'detail' | 'strong' | 'total';
  }[];
}

/** The paper of a report, its marks at both ends. Empty groups are left out. */
export function reportPaper({ language, title, head, marks = [], groups, foot = [] }: ReportInput): Paper {
  const banners = marks.map((text): Block => ({ kind: 'banner', text }));
  const [first, ...rest] = head;
  return {
    language,
    direction: directionOf(language),
    title,
    blocks: [
      ...banners,
      ...(first === undefined
        ? []
        : [{ kind: 'text', text: first, align: 'centre', size: 'large', isBold: true } as const]),
      ...rest.filter((text) => text !== '').map((text): Block => ({ kind: 'text', text, align: 'centre' })),
      { kind: 'gap' },
      { kind: 'text', text: title, align: 'centre', isBold: true },
      ...groups.filter(({ rows }) => rows.length > 0).flatMap(groupBlocks),
      ...(foot.length === 0 ? [] : [{ kind: 'rule' } as const]),
      ...foot.map((text): Block => ({ kind: 'text', text, size: 'small' })),
      ...banners,
    ],
  };
}

function groupBlocks({ title, rows }: ReportGroup): Block[] {
  return [
    { kind: 'rule' },
    ...(title === undefined ? [] : [{ kind: 'text', text: title, isBold: true } as const]),
    ...rows.map(({ label, value, weight }): Block => {
      const pair = { kind: 'pair', start: label, end: value } as const;
      return weight === undefined ? pair : { ...pair, weight };
    }),
  ];
}
