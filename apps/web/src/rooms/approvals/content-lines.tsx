import type { ApprovalContent } from '@mosaajii/contract/approvals';
import { type Currency, milli, minor, priceE4 } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { Fragment } from 'react';
import { formatPercent, t } from '../../platform/i18n/index.ts';
import { tenderName } from '../../platform/i18n/tender-name.ts';
import { amountText, priceFigures } from '../../platform/ui/index.ts';

interface Props {
  readonly content: ApprovalContent;
  readonly currency: Currency;
}

type Line = ApprovalContent['lines'][number];

/** The goods of a question, those that were reduced first; what was changed about them stands out. */
export function ContentLines({ content, currency }: Props) {
  const { lines, lineCount, saleReductions, tenders } = content;
  if (tenders !== undefined) return <CorrectedTenders {...tenders} currency={currency} />;
  const more = lineCount - lines.length;
  if (lines.length === 0) return null;
  return (
    <ul
      className="mt-1.5 max-h-60 divide-y divide-line overflow-y-auto rounded-control border border-line"
      tabIndex={0}
    >
      {lines.map((line, index) => (
        // Lines have no ids here, and the list never changes.
        <li key={index} className="flex flex-wrap items-baseline gap-x-3 px-3 py-2">
          <span className="min-w-0 flex-1 basis-32 break-words">
            <span className="num">{formatQuantity(milli(line.quantityMilli))}</span> ×{' '}
            {line.name === '' ? t('approval.unknownGoods') : line.name}
          </span>
          {line.unitPriceE4 === undefined ? null : (
            <bdi dir="ltr" className="num">
              {priceFigures(priceE4(line.unitPriceE4), currency)}
            </bdi>
          )}
          <Changed line={line} currency={currency} />
        </li>
      ))}
      {more > 0 ? <li className="px-3 py-2 text-ink-2">{t('approval.moreLines', { count: more })}</li> : null}
      {saleReductions.map((reduction, index) => (
        <li key={`sale-${index}`} className="px-3 py-2 font-medium text-warning">
          {t('approval.less', { reduction: reductionText(reduction, currency) })} {t('approval.wholeSale')}
        </li>
      ))}
    </ul>
  );
}

type Paid = NonNullable<ApprovalContent['tenders']>;

/** What a sale was said to be paid with, and what it was. */
function CorrectedTenders({ before, after, currency }: Paid & Pick<Props, 'currency'>) {
  const sides = [
    ['approval.tendersBefore', before],
    ['approval.tendersAfter', after],
  ] as const;
  return (
    <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 rounded-control border border-line px-3 py-2">
      {sides.map(([label, parts]) => (
        <Fragment key={label}>
          <dt className="text-ink-2">{t(label)}</dt>
          <dd className="font-medium">
            {parts
              .map((part) => `${tenderName(part.kind)} ${amountText(minor(part.amountMinor), currency)}`)
              .join(', ')}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Changed({ line, currency }: { readonly line: Line; readonly currency: Currency }) {
  const parts = [
    ...(line.listPriceE4 === undefined
      ? []
      : [t('approval.insteadOf', { price: priceFigures(priceE4(line.listPriceE4), currency) })]),
    ...line.reductions.map((one) => t('approval.less', { reduction: reductionText(one, currency) })),
  ];
  if (parts.length === 0) return null;
  return <span className="w-full font-medium text-warning">{parts.join(' · ')}</span>;
}

function reductionText({ kind, ratePpm = 0, amountMinor = 0 }: Line['reductions'][number], currency: Currency): string {
  return kind === 'percent' ? formatPercent(ratePpm) : amountText(minor(amountMinor), currency);
}
