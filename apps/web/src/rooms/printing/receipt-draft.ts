import type { ReceiptSettingsUpdate } from '@mosaajii/contract/receipts';
import type { ShopSettings } from '@mosaajii/contract/settings';
import {
  PLAIN_TEMPLATE,
  RECEIPT_PARTS,
  REQUIRED_PARTS,
  type ReceiptPart,
  type ReceiptTemplate,
} from '@mosaajii/domain/paper';

/** What the editor holds: everything that is saved together. */
export interface ReceiptDraft {
  readonly paperWidthMm: 58 | 80;
  readonly header: string;
  readonly footer: string;
  readonly template: ReceiptTemplate;
  readonly linkDays: number;
}

const LINK_DAYS = 90;

/** The editor's start: the store's present receipts. */
export function draftOf({ store }: ShopSettings): ReceiptDraft {
  return {
    paperWidthMm: store.paperWidthMm,
    header: store.receiptHeader,
    footer: store.receiptFooter,
    template: store.receipt?.template ?? PLAIN_TEMPLATE,
    linkDays: store.receipt?.linkDays ?? LINK_DAYS,
  };
}

export function isChanged(settings: ShopSettings, draft: ReceiptDraft): boolean {
  return JSON.stringify(draftOf(settings)) !== JSON.stringify(draft);
}

/** What is sent; made from the version that the editor was opened with. */
export function updateOf({ store }: ShopSettings, draft: ReceiptDraft): ReceiptSettingsUpdate {
  const { paperWidthMm, header, footer, template, linkDays } = draft;
  return {
    version: store.version,
    storeId: store.storeId,
    paperWidthMm,
    receiptHeader: header,
    receiptFooter: footer,
    template: { ...template, parts: [...template.parts] },
    linkDays,
  };
}

/** Every part with whether it is printed: the printed ones in their order, then the others. */
export function partsOf({
  parts,
}: ReceiptTemplate): readonly { readonly part: ReceiptPart; readonly isPrinted: boolean }[] {
  const left = RECEIPT_PARTS.filter((part) => !parts.includes(part));
  return [...parts.map((part) => ({ part, isPrinted: true })), ...left.map((part) => ({ part, isPrinted: false }))];
}

/** Prints a part, or leaves it out; what the law asks for stays. A part that comes back stands where it usually does. */
export function toggled(parts: readonly ReceiptPart[], part: ReceiptPart): readonly ReceiptPart[] {
  if (parts.includes(part)) return REQUIRED_PARTS.has(part) ? parts : parts.filter((one) => one !== part);
  const usual = RECEIPT_PARTS.indexOf(part);
  const at = parts.findIndex((one) => RECEIPT_PARTS.indexOf(one) > usual);
  return at === -1 ? [...parts, part] : [...parts.slice(0, at), part, ...parts.slice(at)];
}

/** Moves a printed part one place up (-1) or down (1). */
export function moved(parts: readonly ReceiptPart[], part: ReceiptPart, by: -1 | 1): readonly ReceiptPart[] {
  const at = parts.indexOf(part);
  const other = parts[at + by];
  if (at === -1 || other === undefined) return parts;
  const next = [...parts];
  next[at] = other;
  next[at + by] = part;
  return next;
}
