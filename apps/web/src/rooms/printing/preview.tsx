import { type PaperSize, receiptPaper, type SaleReceipt } from '@mosaajii/domain/paper';
import { Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { PaperView, printByBrowser } from '../../platform/printer/index.ts';
import { Button, SegmentedControl } from '../../platform/ui/index.ts';

const SIZES = [
  { value: '58', label: '58 mm' },
  { value: '80', label: '80 mm' },
  { value: 'a4', label: 'A4' },
] as const;

/** The receipt as it will be: a real paper at its real size, on any of the sizes. */
export function Preview({ receipt }: { readonly receipt: SaleReceipt }) {
  const [chosen, setChosen] = useState<'58' | '80' | 'a4' | null>(null);
  const value = chosen ?? (receipt.shop.paperWidthMm === 58 ? '58' : '80');
  const size: PaperSize = value === 'a4' ? 'a4' : value === '58' ? 58 : 80;
  const paper = useMemo(() => receiptPaper(receipt), [receipt]);
  return (
    <section aria-label={t('printing.preview')} className="flex min-w-0 flex-col gap-3 lg:sticky lg:top-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SegmentedControl label={t('printing.previewSize')} value={value} options={SIZES} onChange={setChosen} />
        <Button
          icon={<Printer aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => void printByBrowser(paper, size)}
        >
          {t('printing.previewPrint')}
        </Button>
      </div>
      <div
        role="region"
        aria-label={t('printing.previewPaper')}
        tabIndex={0}
        className="scroll-quiet max-h-[75dvh] overflow-auto rounded-card border border-line bg-sunken p-4"
      >
        <div className="mx-auto w-fit rounded-[2px] bg-white text-black shadow-pop">
          <PaperView paper={paper} size={size} />
        </div>
      </div>
      <p className="text-sm text-ink-3">{t('printing.previewText')}</p>
    </section>
  );
}
