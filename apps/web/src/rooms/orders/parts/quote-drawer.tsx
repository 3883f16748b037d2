import type { QuoteDetail, QuoteSummary } from '@mosaajii/contract/quotes';
import { type Minor, milli, minor } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { useQuery } from '@tanstack/react-query';
import { Download, Mail } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../../platform/answer/index.ts';
import { api, orThrow } from '../../../platform/api/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDate, formatDateTime, t } from '../../../platform/i18n/index.ts';
import { isPractice } from '../../../platform/practice/mode.ts';
import { SendQuote } from '../../../platform/printer/index.ts';
import { Amount, Button, Drawer, linkLook, Notice, Select } from '../../../platform/ui/index.ts';
import { useNames } from '../receipt-of.ts';

const SHEETS = ['a4', 'letter', 'roll'] as const;
const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const;

/** One quote as its paper says it, and its ways to the customer: as a PDF and by mail. */
export function QuoteDrawer({ quote, onClose }: { readonly quote: QuoteSummary; readonly onClose: () => void }) {
  const { quoteId, number } = quote;
  const detail = useQuery({
    queryKey: ['quotes', quoteId],
    queryFn: ({ signal }) => orThrow(api.get<QuoteDetail>(`/quotes/${quoteId}`, { signal })),
    retry: false,
  });
  return (
    <Drawer title={number} onClose={onClose}>
      <Answer query={detail}>{(found) => <Quote quote={found} />}</Answer>
    </Drawer>
  );
}

function Quote({ quote }: { readonly quote: QuoteDetail }) {
  const nameOf = useNames();
  const { document, createdAt, createdBy, registerCode, validUntil, customerId, label, state } = quote;
  const made = { name: nameOf(createdBy), register: registerCode, time: formatDateTime(createdAt) };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        {customerId === null ? null : <p className="font-medium">{label}</p>}
        <p className="text-ink-2">{t('quote.madeBy', made)}</p>
        <p className="text-ink-2">
          {t('orders.quoteUntil')}: <span className="num">{formatDate(validUntil)}</span> · {t(`orders.quote.${state}`)}
        </p>
      </div>
      {document === null ? <Notice tone="warning">{t('quote.unwritten')}</Notice> : <Lines document={document} />}
      <Figure label={t('orders.quoteTotal')} value={quote.totalMinor} isTotal />
      {document === null ? null : <Ways quote={quote} />}
    </div>
  );
}

function Lines({ document }: { readonly document: NonNullable<QuoteDetail['document']> }) {
  const { lines, reductionMinor, taxes } = document;
  return (
    <>
      <ul aria-label={t('quote.lines')} className="flex flex-col divide-y divide-line border-y border-line">
        {lines.map((line, index) => (
          <li key={`${index} ${line.name}`} className="py-2">
            <Figure
              label={`${formatQuantity(milli(line.quantityMilli))}${line.unit === 'pcs' ? '' : ` ${line.unit}`} × ${line.name}`}
              value={line.totalMinor}
            />
          </li>
        ))}
      </ul>
      {reductionMinor === 0 ? null : <Figure label={t('quote.reductions')} value={minor(-reductionMinor)} />}
      {taxes.map((tax) => (
        <Figure key={tax.name} label={tax.name} value={tax.amountMinor} />
      ))}
    </>
  );
}

function Figure({
  label,
  value,
  isTotal = false,
}: {
  readonly label: string;
  readonly value: Minor;
  readonly isTotal?: boolean;
}) {
  const session = useObservable(useDevice().session.state);
  if (session.status === 'signed-out') return null;
  const { currency, locale } = session.session.organization;
  return (
    <p className={`flex justify-between gap-3 ${isTotal ? 'border-t border-line pt-3 text-lg font-semibold' : ''}`}>
      <span className="min-w-0 break-words">{label}</span>
      <Amount value={value} currency={currency} locale={locale} />
    </p>
  );
}

function Ways({ quote: { quoteId, state } }: { readonly quote: QuoteDetail }) {
  const [size, setSize] = useState('a4');
  const [isMailing, setMailing] = useState(false);
  return (
    <>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Select
          aria-label={t('quote.sheet')}
          className="w-auto!"
          value={size}
          onChange={(event) => setSize(event.target.value)}
        >
          {SHEETS.map((sheet) => (
            <option key={sheet} value={sheet}>
              {t(`quote.sheet.${sheet}`)}
            </option>
          ))}
        </Select>
        <a className={linkLook} href={`/api/v1/quotes/${quoteId}/quote.pdf?size=${size}`} download>
          <Download {...icon} />
          {t('quote.pdf')}
        </a>
        {state !== 'open' || isMailing || isPractice() ? null : (
          <Button icon={<Mail {...icon} />} onClick={() => setMailing(true)}>
            {t('quote.mail')}
          </Button>
        )}
      </div>
      {isMailing ? <SendQuote quoteId={quoteId} onClose={() => setMailing(false)} /> : null}
    </>
  );
}
